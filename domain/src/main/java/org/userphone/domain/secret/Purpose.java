package org.userphone.domain.secret;

/** What a key is used for. Each purpose has a derived key of its own. */
public enum Purpose {
    /** The hashes of verification codes. */
    CODE,
    /** The recipient, code and text of SMS in the outbox. */
    SMS,
    /** The keys of users, under which their events are encrypted. */
    USER_KEY,
    /** The payloads of events, encrypted under the key of their user. */
    EVENT,
    /** Answers that are kept under an idempotency key. */
    ANSWER,
    /** The keyed hashes of numbers, users and client addresses by which SMS are counted. */
    COUNT,
    /** The keyed hashes by which the SMS to a number are found. */
    NUMBER,
    /** The settings and credentials of SMS providers. */
    PROVIDER
}
