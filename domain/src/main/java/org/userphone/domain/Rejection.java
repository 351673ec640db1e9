package org.userphone.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The exception by which the domain refuses something. It carries a reason and no status of any
 * transport. It rolls the transaction of the use case back, unless the use case says otherwise.
 */
public class Rejection extends RuntimeException {

    /** Why something was refused. The api maps each reason to an error id and a status. */
    public enum Reason {
        /** The request breaks a rule of the contract; the detail says which one. */
        INVALID_REQUEST,
        /** The contract has no such method; the detail names it. */
        METHOD_UNKNOWN,
        /** The request asks for something that userphone does not support; the detail says what. */
        UNSUPPORTED,
        /** As many calls as allowed are being worked on or wait already. */
        TOO_MANY_CALLS,
        /** The Authorization header is missing. */
        TOKEN_MISSING,
        /** The Authorization header does not use the Bearer scheme. */
        TOKEN_SCHEME_UNKNOWN,
        /** The token is malformed, forged, expired or issued for another audience. */
        TOKEN_INVALID,
        /** The caller lacks the permission that the call requires on the whole instance. */
        CALL_NOT_PERMITTED,
        /** The caller lacks the permission on the organisation that owns the user. */
        PERMISSION_MISSING,
        /** The organisation that the request names as its context is unknown. */
        CONTEXT_ORGANISATION_UNKNOWN,
        /** The organisation that the new user is to belong to is unknown. */
        ORGANISATION_UNKNOWN,
        /** The caller may not choose the id of the new user. */
        USER_ID_NOT_CHOSEN,
        /** A user with this id exists already. */
        USER_EXISTS,
        /** Another user has this username. */
        USERNAME_TAKEN,
        /** Another user of the organisation has this external id. */
        EXTERNAL_ID_TAKEN,
        /** The user does not exist. */
        USER_NOT_FOUND,
        /** The and, or and not queries are nested too deep. */
        QUERY_TOO_DEEP,
        /** The query has too many conditions, or names too many ids and addresses. */
        QUERY_TOO_LONG,
        /** The human user to update does not exist. */
        UPDATE_USER_NOT_FOUND,
        /** A number cannot be removed and verified in one request. */
        PHONE_REMOVAL_WITH_VERIFICATION,
        /** The user to lock does not exist. */
        LOCK_USER_NOT_FOUND,
        /** The user to unlock does not exist. */
        UNLOCK_USER_NOT_FOUND,
        /** The user to deactivate does not exist. */
        DEACTIVATE_USER_NOT_FOUND,
        /** The user to reactivate does not exist. */
        REACTIVATE_USER_NOT_FOUND,
        /** The user to delete does not exist. */
        DELETE_USER_NOT_FOUND,
        /** The user is not active and so cannot be locked. */
        USER_NOT_ACTIVE,
        /** The user is not locked and so cannot be unlocked. */
        USER_NOT_LOCKED,
        /** The user is already inactive. */
        USER_ALREADY_INACTIVE,
        /** The user is not inactive and so cannot be reactivated. */
        USER_NOT_INACTIVE,
        /** The human user whose number is meant does not exist. */
        PHONE_USER_NOT_FOUND,
        /** The number is empty. */
        PHONE_EMPTY,
        /** The text cannot be parsed as a phone number. */
        PHONE_INVALID,
        /** Another user has verified this number, and it may belong to one user only. */
        PHONE_TAKEN,
        /** The user already has this number. */
        PHONE_NOT_CHANGED,
        /** The user has no number to remove. */
        PHONE_NOT_SET,
        /**
         * The SMS provider makes and checks the codes for this number, so no code can be returned.
         */
        CODE_MADE_BY_PROVIDER,
        /** The SMS provider that made the code did not answer whether the entered code is right. */
        CODE_CHECK_UNAVAILABLE,
        /** No code is pending for the number. */
        CODE_NOT_PENDING,
        /** The entered code is wrong or has expired, or no code is pending. */
        CODE_INVALID,
        /**
         * Too many wrong codes were entered; the answer does not tell whether this one was right.
         */
        TOO_MANY_ATTEMPTS,
        /** The user has made too many changes to the own account. */
        SELF_CHANGES_LIMITED,
        /** The pending code is too recent to be replaced. */
        RESEND_TOO_SOON,
        /** Too many SMS were sent to this number. */
        SMS_TO_NUMBER_LIMITED,
        /** Too many SMS were sent to this user. */
        SMS_OF_USER_LIMITED,
        /** Too many SMS were requested from this client address. */
        SMS_FROM_ADDRESS_LIMITED,
        /** Too many SMS were sent to numbers that share this prefix. */
        SMS_TO_PREFIX_LIMITED,
        /** Too many SMS were sent to this country today. */
        SMS_TO_COUNTRY_LIMITED,
        /** The SMS of this organisation have reached the day's budget. */
        SMS_BUDGET_SPENT,
        /**
         * Too few of the codes that were sent to numbers with this prefix were entered (the circuit
         * breaker is open).
         */
        SMS_BREAKER_OPEN,
        /** SMS to this country are not allowed. */
        SMS_COUNTRY_DENIED,
        /** SMS to numbers of this type are not allowed. */
        SMS_TYPE_DENIED,
        /** No network has a number of this length. */
        SMS_NUMBER_IMPOSSIBLE,
        /** The message text cannot be parsed; the detail says where. */
        TEXT_MALFORMED,
        /** The message text has no variable for the code. */
        TEXT_WITHOUT_CODE,
        /** The message text takes too many SMS or bytes; the detail says how many. */
        TEXT_TOO_LONG,
        /** There is no custom text to reset. */
        TEXT_NOT_FOUND,
        /** There is no record of an SMS with this id. */
        SMS_MESSAGE_NOT_FOUND,
        /** The SMS has been sent or dropped, or its code can no longer be entered. */
        SMS_MESSAGE_ENDED,
        /** A provider is being asked to send the SMS at this moment. */
        SMS_MESSAGE_BEING_SENT,
        /** No SMS provider of this name is configured to send receipts. */
        RECEIPT_PROVIDER_UNKNOWN,
        /** The receipt does not have a valid and recent signature of its provider. */
        RECEIPT_FORGED,
        /** As many receipts as allowed are waiting to be recorded. */
        TOO_MANY_RECEIPTS,
        /** The SMS provider does not exist. */
        SMS_PROVIDER_NOT_FOUND,
        /** The SMS provider to activate does not exist. */
        SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND,
        /** The SMS provider to remove does not exist. */
        SMS_PROVIDER_TO_REMOVE_NOT_FOUND,
        /** The SMS provider is already active. */
        SMS_PROVIDER_ALREADY_ACTIVE,
        /** The SMS provider is already inactive. */
        SMS_PROVIDER_ALREADY_INACTIVE,
        /** The endpoint is not a URL to which messages may be sent. */
        SMS_ENDPOINT_DENIED,
        /** Nothing is counted for a limit under this key. */
        LIMIT_COUNT_NOT_FOUND,
        /** The caller has already used this idempotency key for another request. */
        IDEMPOTENCY_KEY_REUSED,
    }

    /**
     * A rejection that is recorded in the user's history. The record stays although the call fails.
     */
    public static final class Remembered extends Rejection {

        private static final long serialVersionUID = 1;

        public Remembered(Reason reason, Duration retryAfter) {
            super(reason, retryAfter);
        }
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient Duration retryAfter;
    private final transient Explanation explanation;
    private final transient List<FieldViolation> violations;

    /**
     * Why exactly a request is refused, beside its reason.
     *
     * @param cause a word in capitals that programs can rely on, such as {@code TOKEN_EXPIRED}
     * @param sentence the same for people, without a full stop
     * @param permission the permission that would have been needed, by its ZITADEL name; empty if
     *     permissions have nothing to do with it
     */
    public record Explanation(String cause, String sentence, String permission) {

        public Explanation(String cause, String sentence) {
            this(cause, sentence, "");
        }
    }

    public Rejection(Reason reason) {
        this(reason, reason.name());
    }

    /**
     * @param retryAfter the time after which the request may succeed; zero if waiting does not help
     */
    public Rejection(Reason reason, Duration retryAfter) {
        this(reason, reason.name(), retryAfter, null, List.of());
    }

    /** A rejection with {@link Reason#PHONE_INVALID} that tells what is wrong with the number. */
    public Rejection(PhoneFlaw flaw) {
        this(Reason.PHONE_INVALID, new Explanation(flaw.name(), flaw.sentence()));
    }

    /**
     * @param detail a sentence that names the offending field or feature; it must not contain a
     *     value that the caller sent
     */
    public Rejection(Reason reason, String detail) {
        this(reason, detail, null, null, List.of());
    }

    /**
     * @param explanation told to the caller, who must be allowed to know it
     */
    public Rejection(Reason reason, Explanation explanation) {
        this(reason, reason.name(), null, explanation, List.of());
    }

    private Rejection(
            Reason reason,
            String detail,
            Duration retryAfter,
            Explanation explanation,
            List<FieldViolation> violations) {
        super(detail, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.explanation = explanation;
        this.violations = violations;
    }

    /** This rejection with what is wrong with single fields. */
    public Rejection about(List<FieldViolation> fields) {
        return new Rejection(reason, getMessage(), retryAfter, explanation, List.copyOf(fields));
    }

    /** This rejection without its explanation, unless the caller may know it. */
    public Rejection explainedIf(boolean mayKnow) {
        return mayKnow ? this : new Rejection(reason, getMessage(), retryAfter, null, violations);
    }

    /** The time after which the request may succeed; empty if waiting does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter).filter(wait -> !wait.isZero());
    }

    /** Why exactly; empty if the reason says all that the caller may know. */
    public Optional<Explanation> explanation() {
        return Optional.ofNullable(explanation);
    }

    /** What is wrong with single fields of the request; empty if that is not what is wrong. */
    public List<FieldViolation> violations() {
        return violations;
    }

    public Reason reason() {
        return reason;
    }
}
