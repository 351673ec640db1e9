package org.userphone.api.status;

import static com.google.rpc.Code.ALREADY_EXISTS;
import static com.google.rpc.Code.FAILED_PRECONDITION;
import static com.google.rpc.Code.INVALID_ARGUMENT;
import static com.google.rpc.Code.NOT_FOUND;
import static com.google.rpc.Code.PERMISSION_DENIED;
import static com.google.rpc.Code.RESOURCE_EXHAUSTED;
import static com.google.rpc.Code.UNAUTHENTICATED;
import static com.google.rpc.Code.UNAVAILABLE;
import static com.google.rpc.Code.UNIMPLEMENTED;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.time.Duration;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.domain.Rejection;

/**
 * The code, the id and the text of every reason for a rejection (protocol section 3), in one
 * exhaustive switch. An id stays the same in every version.
 */
final class RejectionStatus {

    private RejectionStatus() {}

    /** The status without the details that every refusal gets in {@link Statuses}. */
    static Status of(Rejection rejection) {
        return switch (rejection.reason()) {
            case INVALID_REQUEST -> plain(INVALID_ARGUMENT, rejection.getMessage());
            case METHOD_UNKNOWN -> plain(UNIMPLEMENTED, rejection.getMessage());
            case UNSUPPORTED -> status(UNIMPLEMENTED, "USERPHONE-uN5pp", rejection.getMessage());
            case TOO_MANY_CALLS ->
                    limit(UNAVAILABLE, rejection, "USERPHONE-oV3rl", "Too many calls, try again");
            case TOKEN_MISSING -> plain(UNAUTHENTICATED, "auth header missing");
            case TOKEN_SCHEME_UNKNOWN ->
                    status(UNAUTHENTICATED, "AUTH-toLo1", "invalid auth header");
            case TOKEN_INVALID -> status(UNAUTHENTICATED, "AUTH-7fs1e", "Errors.Token.Invalid");
            case CALL_NOT_PERMITTED ->
                    status(PERMISSION_DENIED, "AUTH-5mWD2", "No matching permissions found");
            case PERMISSION_MISSING ->
                    status(PERMISSION_DENIED, "AUTH-AWfge", "No matching permissions found");
            case CONTEXT_ORGANISATION_UNKNOWN ->
                    status(PERMISSION_DENIED, "AUTH-Bs7Ds", "Organisation doesn't exist");
            case ORGANISATION_UNKNOWN ->
                    status(FAILED_PRECONDITION, "COMMAND-QXPGs", "Organisation not found");
            case USER_ID_NOT_CHOSEN ->
                    status(
                            PERMISSION_DENIED,
                            "USERPHONE-iD1ch",
                            "Ids of users are not chosen by managers of one organisation");
            case USER_EXISTS ->
                    status(
                            FAILED_PRECONDITION,
                            "COMMAND-7yiox1isql",
                            "Errors.User.AlreadyExisting");
            case USERNAME_TAKEN -> status(ALREADY_EXISTS, "V3-DKcYh", "User already exists");
            case EXTERNAL_ID_TAKEN ->
                    status(ALREADY_EXISTS, "USERPHONE-eX7id", "Another user has this external id");
            case USER_NOT_FOUND -> unknownUser("QUERY-Dfbg2");
            case QUERY_TOO_DEEP ->
                    status(
                            INVALID_ARGUMENT,
                            "USER-zsQ97",
                            "Too many query nesting levels (Max 20)");
            case QUERY_TOO_LONG ->
                    status(
                            INVALID_ARGUMENT,
                            "USERPHONE-qL1ng",
                            "Too many conditions (Max 50) or ids and addresses (Max 100)");
            case UPDATE_USER_NOT_FOUND -> unknownUser("COMMAND-ugjs0upun6");
            case PHONE_REMOVAL_WITH_VERIFICATION ->
                    status(
                            INVALID_ARGUMENT,
                            "USERv2-4f3d6",
                            "Verifying phone removal is not supported");
            case LOCK_USER_NOT_FOUND -> unknownUser("COMMAND-450yxuqrh1");
            case UNLOCK_USER_NOT_FOUND -> unknownUser("COMMAND-x377t913pw");
            case DELETE_USER_NOT_FOUND -> unknownUser("COMMAND-bd4ir1mblj");
            case DEACTIVATE_USER_NOT_FOUND -> unknownUser("COMMAND-5gp2p62iin");
            case REACTIVATE_USER_NOT_FOUND -> unknownUser("COMMAND-9hy5kzbuk6");
            case USER_NOT_ACTIVE ->
                    status(
                            FAILED_PRECONDITION,
                            "COMMAND-lgws8wtsqf",
                            "User is not active or initial");
            case USER_NOT_LOCKED ->
                    status(FAILED_PRECONDITION, "COMMAND-olb9vb0oca", "User is not locked");
            case USER_ALREADY_INACTIVE ->
                    status(FAILED_PRECONDITION, "COMMAND-5gunjw0cd7", "User already inactive");
            case USER_NOT_INACTIVE ->
                    status(FAILED_PRECONDITION, "COMMAND-s5qqcz97hf", "User is not inactive");
            case PHONE_USER_NOT_FOUND -> status(NOT_FOUND, "COMMAND-ieJ2e", "Phone not found");
            case PHONE_EMPTY -> status(INVALID_ARGUMENT, "PHONE-Zt0NV", "Phone is empty");
            case PHONE_INVALID -> status(INVALID_ARGUMENT, "PHONE-so0wa", "Phone is invalid");
            case PHONE_TAKEN ->
                    status(
                            ALREADY_EXISTS,
                            "USERPHONE-vN1qu",
                            "Another user has verified this number");
            case PHONE_NOT_CHANGED ->
                    status(FAILED_PRECONDITION, "COMMAND-Uch5e", "Phone not changed");
            case PHONE_NOT_SET -> status(FAILED_PRECONDITION, "COMMAND-ieJ2e", "Phone not found");
            case CODE_NOT_PENDING ->
                    status(FAILED_PRECONDITION, "PHONE-5xrra88eq8", "Code is empty");
            case CODE_INVALID -> status(INVALID_ARGUMENT, "COMMAND-eis9R", "Code is invalid");
            case TOO_MANY_ATTEMPTS ->
                    limit(rejection, "USERPHONE-tR1es", "Too many wrong codes, ask for a new code");
            case SELF_CHANGES_LIMITED ->
                    limit(rejection, "USERPHONE-sC1hg", "Too many changes of the own account");
            case RESEND_TOO_SOON ->
                    limit(rejection, "USERPHONE-wA1ts", "A code was made a moment ago");
            case SMS_TO_NUMBER_LIMITED ->
                    limit(rejection, "USERPHONE-nU5mb", "Too many SMS to this number");
            case SMS_OF_USER_LIMITED ->
                    limit(rejection, "USERPHONE-uS3rs", "Too many SMS for this user");
            case SMS_FROM_ADDRESS_LIMITED ->
                    limit(rejection, "USERPHONE-aD4rs", "Too many SMS asked for from here");
            case SMS_TO_PREFIX_LIMITED ->
                    limit(rejection, "USERPHONE-pR3fx", "Too many SMS to numbers like this one");
            case SMS_TO_COUNTRY_LIMITED ->
                    limit(rejection, "USERPHONE-cO7ny", "Too many SMS to this country today");
            case SMS_BUDGET_SPENT ->
                    limit(rejection, "USERPHONE-bU6gt", "The budget for SMS is spent for today");
            case SMS_BREAKER_OPEN ->
                    limit(
                            rejection,
                            "USERPHONE-bR3kr",
                            "Codes sent to numbers like this one are not entered");
            case SMS_COUNTRY_DENIED ->
                    status(
                            FAILED_PRECONDITION,
                            "USERPHONE-dC7ny",
                            "No SMS are sent to this country");
            case SMS_TYPE_DENIED ->
                    status(
                            FAILED_PRECONDITION,
                            "USERPHONE-dT9pe",
                            "No SMS are sent to numbers of this type");
            case SMS_NUMBER_IMPOSSIBLE ->
                    status(
                            FAILED_PRECONDITION,
                            "USERPHONE-nI1mp",
                            "No network has a number of this length");
            case TEXT_MALFORMED ->
                    status(INVALID_ARGUMENT, "USERPHONE-tX1ma", rejection.getMessage());
            case TEXT_WITHOUT_CODE ->
                    status(INVALID_ARGUMENT, "USERPHONE-tX2co", "The text does not hold {{.Code}}");
            case TEXT_TOO_LONG ->
                    status(INVALID_ARGUMENT, "USERPHONE-tX3lo", rejection.getMessage());
            case TEXT_NOT_FOUND ->
                    status(NOT_FOUND, "USERPHONE-tX4nf", "There is no text to take back");
            case RECEIPT_PROVIDER_UNKNOWN ->
                    status(NOT_FOUND, "USERPHONE-pR0vd", "No such provider sends receipts");
            case RECEIPT_FORGED -> status(UNAUTHENTICATED, "USERPHONE-f0rGd", "No valid signature");
            case TOO_MANY_RECEIPTS ->
                    limit(
                            UNAVAILABLE,
                            rejection,
                            "USERPHONE-rC1pt",
                            "Too many receipts, try again");
            case CODE_MADE_BY_PROVIDER ->
                    status(
                            FAILED_PRECONDITION,
                            "USERPHONE-cD1pr",
                            "The SMS provider makes the codes, so that none can be returned");
            case CODE_CHECK_UNAVAILABLE ->
                    status(
                            UNAVAILABLE,
                            "USERPHONE-cD2un",
                            "The SMS provider does not check the code now, try again");
            case LIMIT_COUNT_NOT_FOUND ->
                    status(NOT_FOUND, "USERPHONE-lC1nf", "Nothing is counted under this name");
            case SMS_MESSAGE_NOT_FOUND -> status(NOT_FOUND, "USERPHONE-mS1nf", "SMS not found");
            case SMS_MESSAGE_ENDED ->
                    status(
                            FAILED_PRECONDITION,
                            "USERPHONE-mS2en",
                            "The SMS was sent, or is of no use any more");
            case SMS_MESSAGE_BEING_SENT ->
                    status(
                            FAILED_PRECONDITION,
                            "USERPHONE-mS3bs",
                            "The SMS is being sent at this moment");
            case SMS_PROVIDER_NOT_FOUND -> unknownProvider("USERPHONE-pR1nf");
            case SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND -> unknownProvider("COMMAND-9ULtp9PH5E");
            case SMS_PROVIDER_TO_REMOVE_NOT_FOUND -> unknownProvider("COMMAND-povEVHPCkV");
            case SMS_PROVIDER_ALREADY_ACTIVE ->
                    status(
                            FAILED_PRECONDITION,
                            "COMMAND-B25GFeIvRi",
                            "SMS provider is already active");
            case SMS_PROVIDER_ALREADY_INACTIVE ->
                    status(
                            FAILED_PRECONDITION,
                            "COMMAND-OSZAEkYvk7",
                            "SMS provider is already inactive");
            case SMS_ENDPOINT_DENIED ->
                    status(INVALID_ARGUMENT, "COMMAND-Uf0294nKls", "Endpoint is not allowed");
            case IDEMPOTENCY_KEY_REUSED ->
                    status(
                            INVALID_ARGUMENT,
                            "USERPHONE-oN1ce",
                            "This idempotency key was used for another request");
        };
    }

    private static Status unknownProvider(String id) {
        return status(NOT_FOUND, id, "SMS provider not found");
    }

    private static Status unknownUser(String id) {
        return status(NOT_FOUND, id, "User could not be found");
    }

    /** A refusal with its id, which stays the same in every version. */
    private static Status status(Code code, String id, String message) {
        return Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message + " (" + id + ")")
                .addDetails(
                        Any.pack(
                                ErrorDetail.newBuilder().setId(id).setMessage(message).build(),
                                "type.googleapis.com"))
                .build();
    }

    /**
     * A refusal that ends by itself. Its RetryInfo has the same delay as the header Retry-After.
     */
    private static Status limit(Rejection rejection, String id, String message) {
        return limit(RESOURCE_EXHAUSTED, rejection, id, message);
    }

    private static Status limit(Code code, Rejection rejection, String id, String message) {
        var status = status(code, id, message).toBuilder();
        rejection.retryAfter().map(RejectionStatus::retryInfo).ifPresent(status::addDetails);
        return status.build();
    }

    /** In whole seconds, rounded up. */
    static Any retryInfo(Duration wait) {
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return Any.pack(
                RetryInfo.newBuilder()
                        .setRetryDelay(
                                com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
                        .build());
    }

    /** A refusal without an id. */
    static Status plain(Code code, String message) {
        return Status.newBuilder().setCode(code.getNumber()).setMessage(message).build();
    }
}
