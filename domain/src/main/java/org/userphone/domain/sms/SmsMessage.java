package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * What became of a message once it had left the outbox or was set aside there. Of the number only
 * the last two digits are kept, of the text nothing.
 *
 * @param user empty when the user was deleted
 * @param number as it may be shown, {@code +…67}
 * @param country whose number it is (ISO 3166-1 alpha-2, ZZ if it is nobody's or not known)
 * @param reference empty if no provider took it
 * @param reason a word or two for an operator; empty where there is nothing to explain
 * @param segments how many SMS it took, or would have taken; 0 if that is not known
 * @param cost what they are estimated to cost; nothing if no provider took it
 * @param leftAt when it left the outbox, or was set aside
 * @param changedAt when it came to its state
 */
public record SmsMessage(
        String id,
        Optional<UserId> user,
        OrganisationId resourceOwner,
        String number,
        String country,
        Optional<Reference> reference,
        State state,
        Optional<String> reason,
        int segments,
        BigDecimal cost,
        Instant promisedAt,
        Instant leftAt,
        Instant changedAt) {

    public SmsMessage {
        cost = cost.setScale(Tariff.SCALE, RoundingMode.UNNECESSARY);
    }

    /** Where it stands. All but the first are final. */
    public enum State {
        /** A provider took it over, and has not said yet what became of it. */
        ACCEPTED,
        /** It is on the phone. */
        DELIVERED,
        /** The provider could not bring it to the phone. */
        UNDELIVERED,
        /** The provider refused the number or the text. */
        REFUSED,
        /**
         * It was not sent: its code had expired, or was entered or replaced, or its user was
         * deleted.
         */
        EXPIRED,
        /** It was given up after too many failures. */
        PARKED;

        public boolean isFinal() {
            return this != ACCEPTED;
        }
    }

    /** One that a provider took over. */
    static SmsMessage accepted(Sms sms, Reference reference, Instant at) {
        return of(sms, Optional.of(reference), State.ACCEPTED, Optional.empty(), sms.cost(), at);
    }

    /** One that no provider took. */
    static SmsMessage unsent(Sms sms, State state, String reason, Instant at) {
        return of(sms, Optional.empty(), state, Optional.of(reason), BigDecimal.ZERO, at);
    }

    /** One that no provider took and nobody opened: the number and its country are not known. */
    static SmsMessage unopened(SealedSms sms, State state, String reason, Instant at) {
        return new SmsMessage(
                sms.id(),
                Optional.of(sms.user()),
                sms.resourceOwner(),
                "+…",
                "ZZ",
                Optional.empty(),
                state,
                Optional.of(reason),
                0,
                BigDecimal.ZERO,
                sms.promisedAt(),
                at,
                at);
    }

    private static SmsMessage of(
            Sms sms,
            Optional<Reference> reference,
            State state,
            Optional<String> reason,
            BigDecimal cost,
            Instant at) {
        return new SmsMessage(
                sms.id(),
                Optional.of(sms.user()),
                sms.resourceOwner(),
                sms.recipient().toString(),
                sms.country(),
                reference,
                state,
                reason,
                sms.segments(),
                cost,
                sms.promisedAt(),
                at,
                at);
    }

    /** The message as its receipt leaves it: the first final state stays, whatever comes later. */
    SmsMessage settledBy(Receipt receipt) {
        return state.isFinal()
                ? this
                : new SmsMessage(
                        id,
                        user,
                        resourceOwner,
                        number,
                        country,
                        reference,
                        receipt.delivered() ? State.DELIVERED : State.UNDELIVERED,
                        receipt.reason(),
                        segments,
                        cost,
                        promisedAt,
                        leftAt,
                        receipt.at());
    }

    /** The message of a user who is no more. */
    public SmsMessage withoutUser() {
        return new SmsMessage(
                id,
                Optional.empty(),
                resourceOwner,
                number,
                country,
                reference,
                state,
                reason,
                segments,
                cost,
                promisedAt,
                leftAt,
                changedAt);
    }
}
