package org.userphone.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * The one way in which the domain says no. It carries a reason and knows no status number of any
 * transport; it rolls the use case's transaction back, unless that says otherwise.
 */
public class Rejection extends RuntimeException {

    /** Why something was refused. What each is called on the wire is the api's business. */
    public enum Reason {
        /** The request breaks a rule of the contract; the detail says which. */
        INVALID_REQUEST,
        /** The contract has no such method; the detail says which. */
        METHOD_UNKNOWN,
        /** The request asks for something userphone does not do; the detail says what. */
        UNSUPPORTED,
        /** More calls are at work or wait than there may be. */
        TOO_MANY_CALLS,
        /** There is no Authorization header. */
        TOKEN_MISSING,
        /** The Authorization header is not of the Bearer scheme. */
        TOKEN_SCHEME_UNKNOWN,
        /** The token is malformed, forged, expired or meant for somebody else. */
        TOKEN_INVALID,
        /** The caller lacks the permission that the call itself demands. */
        CALL_NOT_PERMITTED,
        /** The caller lacks a permission on the target user's organisation. */
        PERMISSION_MISSING,
        /** The organisation that the request runs in is unknown. */
        CONTEXT_ORGANISATION_UNKNOWN,
        /** The organisation that is to own a new user is unknown. */
        ORGANISATION_UNKNOWN,
        /** A user with this id exists already. */
        USER_EXISTS,
        /** Another user has this username. */
        USERNAME_TAKEN,
        /** There is no such user to read. */
        USER_NOT_FOUND,
        /** And, or and not are nested too deep in a query. */
        QUERY_TOO_DEEP,
        /** There is no such human user to update. */
        UPDATE_USER_NOT_FOUND,
        /** A number cannot be removed and proved in one. */
        PHONE_REMOVAL_WITH_VERIFICATION,
        /** There is no such user to lock. */
        LOCK_USER_NOT_FOUND,
        /** There is no such user to unlock. */
        UNLOCK_USER_NOT_FOUND,
        /** There is no such user to deactivate. */
        DEACTIVATE_USER_NOT_FOUND,
        /** There is no such user to reactivate. */
        REACTIVATE_USER_NOT_FOUND,
        /** There is no such user to delete. */
        DELETE_USER_NOT_FOUND,
        /** Only an active user can be locked. */
        USER_NOT_ACTIVE,
        /** Only a locked user can be unlocked. */
        USER_NOT_LOCKED,
        /** The user is inactive already. */
        USER_ALREADY_INACTIVE,
        /** Only an inactive user can be reactivated. */
        USER_NOT_INACTIVE,
        /** There is no such human user whose phone could be set. */
        PHONE_USER_NOT_FOUND,
        /** The number is empty. */
        PHONE_EMPTY,
        /** The number cannot be read as a phone number. */
        PHONE_INVALID,
        /** The user already has this number. */
        PHONE_NOT_CHANGED,
        /** The user has no number that could be removed. */
        PHONE_NOT_SET,
        /** The provider makes and checks the codes for this number: none can be returned. */
        CODE_MADE_BY_PROVIDER,
        /** The provider that made the code does not say whether it is this one. */
        CODE_CHECK_UNAVAILABLE,
        /** No code is waiting to be entered. */
        CODE_NOT_PENDING,
        /** The code is wrong, has expired or was never made. */
        CODE_INVALID,
        /** Too many wrong codes were entered; it is not said whether this one was right. */
        TOO_MANY_ATTEMPTS,
        /** The last code was made a moment ago. */
        RESEND_TOO_SOON,
        /** Too many SMS to this number. */
        SMS_TO_NUMBER_LIMITED,
        /** Too many SMS for this user. */
        SMS_OF_USER_LIMITED,
        /** Too many SMS were asked for from this client address. */
        SMS_FROM_ADDRESS_LIMITED,
        /** Too many SMS to numbers that begin like this one. */
        SMS_TO_PREFIX_LIMITED,
        /** Too many SMS to this country today. */
        SMS_TO_COUNTRY_LIMITED,
        /** SMS of this organisation have cost enough today. */
        SMS_BUDGET_SPENT,
        /** Codes that are sent to numbers that begin like this one are not entered. */
        SMS_BREAKER_OPEN,
        /** No SMS are sent to this country. */
        SMS_COUNTRY_DENIED,
        /** No SMS are sent to numbers of this type. */
        SMS_TYPE_DENIED,
        /** The text of a message cannot be read; the detail says where. */
        TEXT_MALFORMED,
        /** The text of a message does not carry the code. */
        TEXT_WITHOUT_CODE,
        /** The text of a message takes more room than it may; the detail says how much. */
        TEXT_TOO_LONG,
        /** Nobody put a text in the place of ours. */
        TEXT_NOT_FOUND,
        /** No provider of that name sends receipts here. */
        RECEIPT_PROVIDER_UNKNOWN,
        /** The receipt is not signed by its provider, or was signed long ago. */
        RECEIPT_FORGED,
        /** More receipts wait than can be recorded. */
        TOO_MANY_RECEIPTS,
        /** There is no such provider of SMS. */
        SMS_PROVIDER_NOT_FOUND,
        /** There is no such provider of SMS to activate. */
        SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND,
        /** There is no such provider of SMS to remove. */
        SMS_PROVIDER_TO_REMOVE_NOT_FOUND,
        /** The provider of SMS is active already. */
        SMS_PROVIDER_ALREADY_ACTIVE,
        /** The provider of SMS is inactive already. */
        SMS_PROVIDER_ALREADY_INACTIVE,
        /** Messages must not be sent to this endpoint. */
        SMS_ENDPOINT_DENIED,
        /** The caller has made another call under this idempotency key. */
        IDEMPOTENCY_KEY_REUSED,
    }

    /**
     * A refusal that is in the user's history: what was recorded of it is to stay, though the call
     * fails.
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

    public Rejection(Reason reason) {
        this(reason, reason.name());
    }

    /**
     * @param retryAfter how long it makes no sense to try again; positive
     */
    public Rejection(Reason reason, Duration retryAfter) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /**
     * @param detail a sentence that names the offending field or feature; it never holds a value
     *     that the caller sent
     */
    public Rejection(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.retryAfter = null;
    }

    /** How long it makes no sense to try again; empty if time changes nothing. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Reason reason() {
        return reason;
    }
}
