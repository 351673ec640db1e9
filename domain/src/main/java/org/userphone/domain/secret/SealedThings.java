package org.userphone.domain.secret;

import java.util.Map;

/** What lies in the database that only a key of the installation opens or compares. */
public interface SealedThings {

    /** The kinds of sealed things, in the order in which people are told of them. */
    enum Kind {
        /** Messages in the outbox. */
        SMS("SMS"),
        /** SMS providers with their credentials. */
        PROVIDERS("SMS providers"),
        /** Verification codes that can still be entered; they are hashed and not encrypted. */
        CODES("codes"),
        /** Answers that are kept under an idempotency key. */
        ANSWERS("kept answers"),
        /** Users, whose events are encrypted by a key of their own, which lies sealed. */
        USERS("users");

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * How many things of each kind hang on each key, by the id of the key. Kinds of which there is
     * nothing, and keys on which nothing hangs, are left out; keys that are no longer in the
     * keyring are not.
     */
    Map<String, Map<Kind, Long>> counts();
}
