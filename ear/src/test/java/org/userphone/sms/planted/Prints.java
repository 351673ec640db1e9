package org.userphone.sms.planted;

class Prints {

    void hello() {
        System.out.println("hello");
    }
}
