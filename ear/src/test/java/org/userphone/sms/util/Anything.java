package org.userphone.sms.util;

class Anything {}
