package org.userphone.domain.sms;

/**
 * The event that a message was put into the outbox. The message is due when the transaction
 * commits.
 */
public record SmsPromised() {}
