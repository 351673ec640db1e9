package org.userphone.sms.planted;

class SmsServiceImpl {}
