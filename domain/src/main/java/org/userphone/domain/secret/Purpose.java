package org.userphone.domain.secret;

/** What a key is used for; each purpose has a key of its own. */
public enum Purpose {
    /** The hash of a verification code. */
    CODE,
    /** The text and recipient of an SMS while it waits in the outbox. */
    SMS
}
