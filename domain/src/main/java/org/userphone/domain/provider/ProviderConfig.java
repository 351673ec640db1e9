package org.userphone.domain.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a provider is and how it knows us. What is secret about it is never printed. */
public sealed interface ProviderConfig {

    /**
     * Twilio: its Messages API, or its Verify API, which makes and checks the codes.
     *
     * @param sid of the account
     * @param senderNumber a number or name that belongs to the account
     * @param verifyService the SID of the service that makes the codes, if one is to
     */
    record Twilio(String sid, String senderNumber, String token, Optional<String> verifyService)
            implements ProviderConfig {

        public Twilio(String sid, String senderNumber, String token) {
            this(sid, senderNumber, token, Optional.empty());
        }

        Twilio with(String newToken) {
            return new Twilio(sid, senderNumber, newToken, verifyService);
        }

        @Override
        public String toString() {
            return "Twilio[" + sid + "]";
        }
    }

    /**
     * An HTTP endpoint of the operator's.
     *
     * @param key signs what is sent there
     * @param retired the key before, which signs too for a while
     */
    record Http(String endpoint, String key, Optional<RetiredKey> retired)
            implements ProviderConfig {

        /** Those that sign at that time, the newest first. */
        public List<String> keys(Instant now) {
            return Stream.concat(
                            Stream.of(key),
                            retired.filter(before -> now.isBefore(before.until())).stream()
                                    .map(RetiredKey::key))
                    .toList();
        }

        Http movedTo(String newEndpoint) {
            return new Http(newEndpoint, key, retired);
        }

        Http rotated(String newKey, Instant retiredUntil) {
            return new Http(endpoint, newKey, Optional.of(new RetiredKey(key, retiredUntil)));
        }

        /** Not the endpoint either, whose path or query may be a secret. */
        @Override
        public String toString() {
            return "Http";
        }
    }

    /** A signing key that has a successor. */
    record RetiredKey(String key, Instant until) {

        @Override
        public String toString() {
            return "RetiredKey[" + until + "]";
        }
    }
}
