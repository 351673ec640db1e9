package org.userphone.sms.twilio.planted;

public class Account {}
