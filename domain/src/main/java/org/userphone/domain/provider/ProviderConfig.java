package org.userphone.domain.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** The address and the credentials of an SMS provider. Secrets are masked in {@code toString}. */
public sealed interface ProviderConfig {

    /** The type of the provider, by the name that {@code userphone.sms.provider} has for it. */
    String type();

    /**
     * A Twilio account. It is used through the Messages API, or through the Verify API, which makes
     * and checks the codes.
     *
     * @param sid the SID of the account
     * @param senderNumber a number or sender name that belongs to the account
     * @param verifyService the SID of the Verify service that makes the codes; empty for the
     *     Messages API
     */
    record Twilio(String sid, String senderNumber, String token, Optional<String> verifyService)
            implements ProviderConfig {

        public Twilio(String sid, String senderNumber, String token) {
            this(sid, senderNumber, token, Optional.empty());
        }

        private static final String ACCOUNT = "AC[0-9a-fA-F]{32}";
        private static final String VERIFY_SERVICE = "VA[0-9a-fA-F]{32}";

        /** A number, a short code, a name of GSM, or the SID of a messaging service. */
        private static final String SENDER =
                "\\+?[0-9]{3,15}|[A-Za-z0-9 _&+-]{1,11}|MG[0-9a-fA-F]{32}";

        /**
         * @throws Rejection with {@link Reason#INVALID_REQUEST} and all fields by whose form it
         *     shows that no message can be sent; whether the account exists Twilio knows only
         */
        void requireUsable() {
            var violations = new ArrayList<FieldViolation>();
            if (!sid.matches(ACCOUNT)) {
                violations.add(wrong("sid", "is AC and 32 hexadecimal digits"));
            }
            if (verifyService.filter(service -> !service.matches(VERIFY_SERVICE)).isPresent()) {
                violations.add(wrong("verifyServiceSid", "is VA and 32 hexadecimal digits"));
            }
            if (verifyService.isEmpty() && !senderNumber.matches(SENDER)) {
                violations.add(
                        wrong(
                                "senderNumber",
                                "is a number, a name of at most 11 characters, or MG and 32"
                                        + " hexadecimal digits"));
            }
            if (!violations.isEmpty()) {
                var first = violations.get(0);
                throw new Rejection(
                                Reason.INVALID_REQUEST,
                                "invalid %s: the value %s"
                                        .formatted(first.field(), first.description()))
                        .about(violations);
            }
        }

        private static FieldViolation wrong(String field, String is) {
            return new FieldViolation(field, "FORM", is);
        }

        @Override
        public String type() {
            return "twilio";
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
     * An HTTP endpoint of the operator's own.
     *
     * @param key the key that signs the requests to the endpoint
     * @param retired the previous key, which also signs for some time
     */
    record Http(String endpoint, String key, Optional<RetiredKey> retired)
            implements ProviderConfig {

        @Override
        public String type() {
            return "webhook";
        }

        /** The keys that sign at a time, the newest first. */
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

        /** Without the endpoint, whose path or query may be secret. */
        @Override
        public String toString() {
            return "Http";
        }
    }

    /** A signing key that has been replaced and signs until a time. */
    record RetiredKey(String key, Instant until) {

        @Override
        public String toString() {
            return "RetiredKey[" + until + "]";
        }
    }
}
