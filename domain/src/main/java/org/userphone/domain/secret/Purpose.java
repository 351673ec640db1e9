package org.userphone.domain.secret;

/** What a key is used for; each purpose has a key of its own. */
public enum Purpose {
    /** The hash of a verification code. */
    CODE,
    /** The text and recipient of an SMS while it waits in the outbox. */
    SMS,
    /** The key of one user, under which the user's events are sealed. */
    USER_KEY,
    /** What an event says of its user; under that key. */
    EVENT,
    /** An answer while it is kept to be given again. */
    ANSWER,
    /** What SMS are counted by: their number, user or client address. */
    COUNT,
    /** Where a provider is and how it knows us. */
    PROVIDER
}
