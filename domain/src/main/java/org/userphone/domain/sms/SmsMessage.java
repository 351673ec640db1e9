package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * The record of a message, from its promise on. Of the number only the last two digits are kept and
 * a keyed hash, of the text nothing.
 *
 * @param user empty if the user has been deleted
 * @param parts of a long message on each of which the provider reports; empty if it reports on the
 *     message, or if they were not read
 */
public record SmsMessage(
        String id,
        Optional<UserId> user,
        Dispatch dispatch,
        Progress progress,
        Status status,
        List<Part> parts) {

    public SmsMessage {
        parts = List.copyOf(parts);
    }

    /**
     * One of the SMS of a long message.
     *
     * @param delivered whether it reached the phone, as far as is known
     */
    public record Part(Reference reference, boolean delivered) {

        private Part after(Receipt receipt) {
            boolean isMine = receipt.reference().equals(reference);
            return isMine ? new Part(reference, receipt.delivered()) : this;
        }
    }

    /**
     * What a message is, and to whom it went.
     *
     * @param resourceOwner the organisation that is charged for the message
     * @param reference the provider's id of the message; empty if no provider accepted it
     * @param segments how many SMS the text takes, or would have taken; 0 if that is not known
     * @param cost an estimate of what the message costs; 0 if no provider accepted it
     * @param leftAt when the message left the outbox or was parked; empty while it waits
     */
    public record Dispatch(
            OrganisationId resourceOwner,
            Destination destination,
            Optional<Reference> reference,
            int segments,
            BigDecimal cost,
            Instant promisedAt,
            Optional<Instant> leftAt) {

        public Dispatch {
            cost = cost.setScale(Tariff.SCALE, RoundingMode.UNNECESSARY);
        }
    }

    /**
     * How far the sending of a message has come.
     *
     * @param request the id of the request that promised the message
     * @param expiresAt when the code expires, and the message is not sent any more; empty if that
     *     is not known
     * @param nextAttemptAt when a message that waits is sent next; empty if it does not wait
     * @param heldUntil until when a worker may be sending the message; empty if none is
     * @param asked the provider that was asked last; empty if none was, or if one has accepted the
     *     message
     * @param accepted the attempt in which a provider accepted the message
     */
    public record Progress(
            Optional<String> request,
            Optional<Instant> expiresAt,
            Optional<Instant> nextAttemptAt,
            Optional<Instant> heldUntil,
            Optional<String> asked,
            Optional<Attempt> accepted) {

        /** The progress of a message of which an older version kept nothing but its end. */
        public static final Progress UNKNOWN =
                new Progress(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        private Progress after(Attempt attempt) {
            return new Progress(
                    request,
                    expiresAt,
                    nextAttemptAt,
                    heldUntil,
                    Optional.of(attempt.provider()).filter(its -> !attempt.isAccepted()),
                    Optional.of(attempt).filter(Attempt::isAccepted));
        }

        private Progress ended() {
            return new Progress(
                    request, expiresAt, Optional.empty(), Optional.empty(), asked, accepted);
        }

        private Progress withoutRequest() {
            return new Progress(
                    Optional.empty(), expiresAt, nextAttemptAt, heldUntil, asked, accepted);
        }
    }

    /**
     * Where a message is to go.
     *
     * @param number as it may be shown, {@code +…67}
     * @param country the number's country, an ISO 3166-1 alpha-2 code; ZZ if the country is not
     *     known
     * @param hash the keyed hash by which the messages to the number are found; empty if there is
     *     none
     */
    public record Destination(String number, String country, Optional<String> hash) {

        /** The destination of a message of which an older version kept no more. */
        public static final Destination UNKNOWN = new Destination("+…", "ZZ");

        public Destination(String number, String country) {
            this(number, country, Optional.empty());
        }

        private Destination withoutHash() {
            return new Destination(number, country);
        }
    }

    /**
     * The state of a message.
     *
     * @param reason a word or two for an operator; empty where there is nothing to explain
     * @param since when the message came to this state
     */
    public record Status(State state, Optional<String> reason, Instant since) {}

    /** What became of a message. All states but the first two are final. */
    public enum State {
        /** The message is to be sent, for the first time or again; the reason is that of a wait. */
        WAITING,
        /** A provider accepted the message and has not reported yet what became of it. */
        ACCEPTED,
        /** The message reached the phone. */
        DELIVERED,
        /** The provider could not deliver the message to the phone. */
        UNDELIVERED,
        /** The provider refused the number or the text. */
        REFUSED,
        /**
         * The message was not sent: its code had expired or was entered, or its number was removed,
         * or its user was deleted.
         */
        EXPIRED,
        /** The message was not sent: another code had replaced its code. */
        REPLACED,
        /** The message was given up, after too many failed attempts or by an operator. */
        PARKED;

        public boolean isFinal() {
            return this != WAITING && this != ACCEPTED;
        }
    }

    /**
     * The record of a message that has just been promised.
     *
     * @param hash the keyed hash of its number
     */
    public static SmsMessage promised(Sms sms, String hash) {
        return new SmsMessage(
                sms.id(),
                Optional.of(sms.user()),
                new Dispatch(
                        sms.resourceOwner(),
                        new Destination(
                                sms.recipient().toString(), sms.country(), Optional.of(hash)),
                        Optional.empty(),
                        sms.segments(),
                        BigDecimal.ZERO,
                        sms.promisedAt(),
                        Optional.empty()),
                new Progress(
                        sms.header().request(),
                        Optional.of(sms.expiresAt()),
                        Optional.of(sms.promisedAt()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Status(State.WAITING, Optional.empty(), sms.promisedAt()),
                List.of());
    }

    /** The message after these providers were asked. */
    SmsMessage after(List<Attempt> attempts) {
        return attempts.isEmpty()
                ? this
                : new SmsMessage(
                        id,
                        user,
                        dispatch,
                        progress.after(attempts.get(attempts.size() - 1)),
                        status,
                        parts);
    }

    /** The message after a provider has accepted it. */
    SmsMessage accepted(Reference reference, List<Part> its, BigDecimal cost, Instant at) {
        return new SmsMessage(
                id,
                user,
                new Dispatch(
                        dispatch.resourceOwner(),
                        dispatch.destination(),
                        Optional.of(reference),
                        dispatch.segments(),
                        cost,
                        dispatch.promisedAt(),
                        Optional.of(at)),
                progress.ended(),
                new Status(State.ACCEPTED, Optional.empty(), at),
                its);
    }

    /** The message after it has left the outbox or was parked without having been sent. */
    SmsMessage ended(State state, String reason, Instant at) {
        return new SmsMessage(
                id,
                user,
                new Dispatch(
                        dispatch.resourceOwner(),
                        dispatch.destination(),
                        dispatch.reference(),
                        dispatch.segments(),
                        dispatch.cost(),
                        dispatch.promisedAt(),
                        Optional.of(at)),
                progress.ended(),
                new Status(state, Optional.of(reason), at),
                parts);
    }

    /**
     * The message after a receipt for it or for one of its parts. It is delivered when all of its
     * parts are, and undelivered when one is. The first final state stays, and what was said first
     * of a part, whatever comes later.
     */
    SmsMessage settledBy(Receipt receipt) {
        if (state().isFinal() || parts.contains(new Part(receipt.reference(), true))) {
            return this;
        }
        var told = parts.stream().map(part -> part.after(receipt)).toList();
        boolean all = told.stream().allMatch(Part::delivered);
        if (receipt.delivered() && !all) {
            return new SmsMessage(id, user, dispatch, progress, status, told);
        }
        var state = receipt.delivered() ? State.DELIVERED : State.UNDELIVERED;
        return new SmsMessage(
                id,
                user,
                dispatch,
                progress,
                new Status(state, receipt.reason(), receipt.at()),
                told);
    }

    /** What the provider calls the message, and its parts if there are some. */
    public Set<Reference> references() {
        return Stream.concat(reference().stream(), parts.stream().map(Part::reference))
                .collect(Collectors.toSet());
    }

    /** The message without its user and what the user could be found by, for a deleted user. */
    public SmsMessage withoutUser() {
        return new SmsMessage(
                id,
                Optional.empty(),
                new Dispatch(
                        dispatch.resourceOwner(),
                        dispatch.destination().withoutHash(),
                        dispatch.reference(),
                        dispatch.segments(),
                        dispatch.cost(),
                        dispatch.promisedAt(),
                        dispatch.leftAt()),
                progress.withoutRequest(),
                status,
                parts);
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

    /** The provider that accepted the message, or else the one that was asked last. */
    public Optional<String> provider() {
        return reference().map(Reference::provider).or(progress::asked);
    }

    public String country() {
        return dispatch.destination().country();
    }
}
