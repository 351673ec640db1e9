package org.userphone.domain.planted;

class Chatters {

    System.Logger log;
}
