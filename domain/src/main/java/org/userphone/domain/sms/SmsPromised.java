package org.userphone.domain.sms;

/** Said when a message was put into the outbox: once that is committed, it is due. */
public record SmsPromised() {}
