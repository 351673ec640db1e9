package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.PhoneNumber;

/**
 * The record of a message that has left the outbox or was parked there. Of the number only the last
 * two digits are kept, of the text nothing.
 *
 * @param user empty if the user has been deleted
 */
public record SmsMessage(String id, Optional<UserId> user, Dispatch dispatch, Status status) {

    /**
     * What was known when the message left the outbox or was parked; nothing of it changes later.
     *
     * @param resourceOwner the organisation that is charged for the message
     * @param reference the provider's id of the message; empty if no provider accepted it
     * @param segments how many SMS the text took, or would have taken; 0 if that is not known
     * @param cost an estimate of what the message costs; 0 if no provider accepted it
     * @param leftAt when the message left the outbox or was parked
     */
    public record Dispatch(
            OrganisationId resourceOwner,
            Destination destination,
            Optional<Reference> reference,
            int segments,
            BigDecimal cost,
            Instant promisedAt,
            Instant leftAt) {

        public Dispatch {
            cost = cost.setScale(Tariff.SCALE, RoundingMode.UNNECESSARY);
        }
    }

    /**
     * Where a message was to go.
     *
     * @param number as it may be shown, {@code +…67}
     * @param country the number's country, an ISO 3166-1 alpha-2 code; ZZ if the country is not
     *     known
     */
    public record Destination(String number, String country) {

        /** The destination of a message that nobody could decrypt. */
        static final Destination UNKNOWN = new Destination("+…", "ZZ");

        static Destination of(PhoneNumber number) {
            return new Destination(number.toString(), number.country());
        }
    }

    /**
     * The state of a message.
     *
     * @param reason a word or two for an operator; empty where there is nothing to explain
     * @param since when the message came to this state
     */
    public record Status(State state, Optional<String> reason, Instant since) {}

    /** What became of a message. All states but {@link #ACCEPTED} are final. */
    public enum State {
        /** A provider accepted the message and has not reported yet what became of it. */
        ACCEPTED,
        /** The message reached the phone. */
        DELIVERED,
        /** The provider could not deliver the message to the phone. */
        UNDELIVERED,
        /** The provider refused the number or the text. */
        REFUSED,
        /**
         * The message was not sent: its code had expired or was entered or replaced, or its user
         * was deleted.
         */
        EXPIRED,
        /** The message was given up after too many failed attempts. */
        PARKED;

        public boolean isFinal() {
            return this != ACCEPTED;
        }
    }

    /** The record of a message that a provider accepted. */
    static SmsMessage accepted(Sms sms, Reference reference, Instant at) {
        return new SmsMessage(
                sms.id(),
                Optional.of(sms.user()),
                new Dispatch(
                        sms.resourceOwner(),
                        Destination.of(sms.recipient()),
                        Optional.of(reference),
                        sms.segments(),
                        sms.cost(),
                        sms.promisedAt(),
                        at),
                new Status(State.ACCEPTED, Optional.empty(), at));
    }

    /** The record of a message that no provider accepted. */
    static SmsMessage unsent(Sms sms, State state, String reason, Instant at) {
        return unsent(
                sms.header(),
                Destination.of(sms.recipient()),
                sms.segments(),
                new Status(state, Optional.of(reason), at));
    }

    /** The record of a message that no provider accepted and nobody could or did decrypt. */
    static SmsMessage unopened(SmsHeader header, State state, String reason, Instant at) {
        return unsent(header, Destination.UNKNOWN, 0, new Status(state, Optional.of(reason), at));
    }

    private static SmsMessage unsent(
            SmsHeader header, Destination destination, int segments, Status status) {
        return new SmsMessage(
                header.id(),
                Optional.of(header.user()),
                new Dispatch(
                        header.resourceOwner(),
                        destination,
                        Optional.empty(),
                        segments,
                        BigDecimal.ZERO,
                        header.promisedAt(),
                        status.since()),
                status);
    }

    /** The message after a receipt for it: the first final state stays, whatever comes later. */
    SmsMessage settledBy(Receipt receipt) {
        if (state().isFinal()) {
            return this;
        }
        var state = receipt.delivered() ? State.DELIVERED : State.UNDELIVERED;
        return new SmsMessage(
                id, user, dispatch, new Status(state, receipt.reason(), receipt.at()));
    }

    /** The message without its user, for a user who has been deleted. */
    public SmsMessage withoutUser() {
        return new SmsMessage(id, Optional.empty(), dispatch, status);
    }

    public State state() {
        return status.state();
    }

    public Optional<String> reason() {
        return status.reason();
    }

    public Optional<Reference> reference() {
        return dispatch.reference();
    }

    public String country() {
        return dispatch.destination().country();
    }
}
