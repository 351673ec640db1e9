package org.userphone.api.status;

import static com.google.rpc.Code.ABORTED;
import static com.google.rpc.Code.CANCELLED;
import static com.google.rpc.Code.DEADLINE_EXCEEDED;
import static com.google.rpc.Code.INTERNAL;
import static com.google.rpc.Code.INVALID_ARGUMENT;
import static com.google.rpc.Code.NOT_FOUND;
import static com.google.rpc.Code.UNAVAILABLE;
import static com.google.rpc.Code.UNIMPLEMENTED;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.userphone.api.token.KeysUnavailable;
import org.userphone.domain.Abandoned;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Maps every failure to a {@code google.rpc.Status} (protocol section 3). {@link RejectionStatus}
 * has the codes, ids and texts of rejections; no class outside of this package makes a Status of a
 * failure.
 *
 * <p>A failure is a refusal if it is or wraps a {@link Rejection} or an {@link Abandoned}. Any
 * other failure is a bug or an outage: it is logged here, once, and the caller learns nothing of it
 * but the id of the request.
 */
public final class Statuses {

    private static final Logger LOG = System.getLogger(Statuses.class.getName());

    /** What fits into the trailers of gRPC, of which clients take 8 KiB. */
    private static final int MAX_VIOLATIONS = 20;

    private static final Pattern ID = Pattern.compile("\\(([^()]+)\\)$");

    private Statuses() {}

    /**
     * The status of a failure, which is logged at level ERROR unless it is a refusal, or an outage,
     * of which the log tells once a minute.
     *
     * @param request the id of the request, which its lines in the log name
     */
    public static Status of(Throwable problem, String request) {
        return refusal(problem).orElseGet(() -> logged(problem, request));
    }

    private static Status logged(Throwable problem, String request) {
        if (!isForWantOfKeys(problem)) {
            if (outage(problem) == INTERNAL) {
                LOG.log(Level.ERROR, "INTERNAL request=" + request, problem);
            } else {
                Outages.log(problem, request);
            }
        }
        return failure(problem, request);
    }

    /** The same status as {@link #of(Throwable, String)}, without a line in the log. */
    public static Status describe(Throwable problem, String request) {
        return refusal(problem).orElseGet(() -> failure(problem, request));
    }

    private static Status failure(Throwable problem, String request) {
        var code = outage(problem);
        var status =
                Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(
                                switch (code) {
                                    case UNAVAILABLE -> "Service unavailable, try again";
                                    case ABORTED -> "Conflict, try again";
                                    default -> "Internal error";
                                })
                        .addDetails(
                                Any.pack(RequestInfo.newBuilder().setRequestId(request).build()));
        if (isForWantOfKeys(problem)) {
            status.addDetails(RejectionStatus.retryInfo(KeysUnavailable.RETRY_AFTER));
        } else if (code == UNAVAILABLE) {
            status.addDetails(RejectionStatus.retryInfo(Outages.RETRY_AFTER));
        } else if (code == ABORTED) {
            status.addDetails(RejectionStatus.retryInfo(Outages.RETRY_AFTER_CONFLICT));
        }
        return status.build();
    }

    /** The status of a rejection, without a line in the log. */
    public static Status of(Rejection rejection) {
        return explained(rejection);
    }

    private static boolean isForWantOfKeys(Throwable problem) {
        return causes(problem).anyMatch(KeysUnavailable.class::isInstance);
    }

    /** The code of the status of a failure. */
    public static Code code(Throwable problem) {
        return refusal(problem)
                .map(refusal -> Code.forNumber(refusal.getCode()))
                .orElseGet(() -> outage(problem));
    }

    private static Optional<Status> refusal(Throwable problem) {
        return causes(problem).flatMap(Statuses::refusals).findFirst();
    }

    private static Stream<Status> refusals(Throwable cause) {
        if (cause instanceof Rejection rejection) {
            return Stream.of(explained(rejection));
        }
        return cause instanceof Abandoned abandoned ? Stream.of(of(abandoned)) : Stream.empty();
    }

    /**
     * The status of a rejection with details that ZITADEL does not have: the reason (AIP-193) and
     * its cause, where to read about it, and the fields that are to blame if the argument is
     * invalid.
     */
    private static Status explained(Rejection rejection) {
        var status = RejectionStatus.of(rejection).toBuilder();
        var info =
                ErrorInfo.newBuilder().setReason(rejection.reason().name()).setDomain("userphone");
        rejection
                .explanation()
                .ifPresent(
                        why -> {
                            info.putMetadata("cause", why.cause());
                            if (!why.permission().isEmpty()) {
                                info.putMetadata("permission", why.permission());
                            }
                        });
        if (status.getCode() == INVALID_ARGUMENT.getNumber()) {
            status.addDetails(Any.pack(badRequest(rejection.violations(), rejection.getMessage())));
        }
        return status.addDetails(Any.pack(info.build()))
                .addDetails(Any.pack(help(rejection, status)))
                .build();
    }

    /**
     * @param otherwise what is wrong with the request as a whole if no field is to blame
     */
    private static BadRequest badRequest(List<FieldViolation> violations, String otherwise) {
        var request = BadRequest.newBuilder();
        var all =
                violations.isEmpty()
                        ? List.of(new FieldViolation("", "REQUEST", otherwise))
                        : violations;
        all.stream()
                .limit(MAX_VIOLATIONS)
                .forEach(
                        violation ->
                                request.addFieldViolationsBuilder()
                                        .setField(violation.field())
                                        .setReason(violation.reason())
                                        .setDescription(violation.description()));
        return request.build();
    }

    private static Help help(Rejection rejection, Status.Builder status) {
        var link = Help.newBuilder();
        link.addLinksBuilder()
                .setDescription(
                        rejection
                                .explanation()
                                .map(Rejection.Explanation::sentence)
                                .orElseGet(() -> plainWords(rejection.reason(), status)))
                .setUrl("docs/errors.md#" + anchor(rejection.reason(), status));
        return link.build();
    }

    /** ZITADEL says that the phone is not found where it is the user. */
    private static String plainWords(Reason reason, Status.Builder status) {
        return reason.name().endsWith("USER_NOT_FOUND") ? "User not found" : status.getMessage();
    }

    /** Every row of the document can be linked to, by its id or, without one, by its reason. */
    private static String anchor(Reason reason, Status.Builder status) {
        var id = ID.matcher(status.getMessage());
        return status.getDetailsCount() > 0 && id.find()
                ? id.group(1)
                : reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Status of(Abandoned abandoned) {
        return switch (abandoned.why()) {
            case CANCELLED -> plain(CANCELLED, "The caller has hung up");
            case DEADLINE_EXCEEDED ->
                    plain(DEADLINE_EXCEEDED, "The deadline of the call has passed");
        };
    }

    private static Code outage(Throwable problem) {
        return isForWantOfKeys(problem)
                ? UNAVAILABLE
                : Outages.code(causes(problem)).orElse(INTERNAL);
    }

    /** The seconds of the RetryInfo of a refusal; empty if it has none. */
    public static OptionalLong retryAfterSeconds(Status refusal) {
        return refusal.getDetailsList().stream()
                .filter(detail -> detail.is(RetryInfo.class))
                .mapToLong(Statuses::retryDelaySeconds)
                .findFirst();
    }

    private static long retryDelaySeconds(Any retryInfo) {
        try {
            return retryInfo.unpack(RetryInfo.class).getRetryDelay().getSeconds();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("packed here", e);
        }
    }

    /** A refusal without an id, as requests get that break the contract. */
    public static Status plain(Code code, String message) {
        return RejectionStatus.plain(code, message);
    }

    /**
     * The refusal of a request that reached no call: an unknown path, a wrong method, malformed
     * HTTP (protocol section 3.5).
     *
     * @param http the HTTP status by which the server refuses it, 400 to 499
     */
    public static Status unrouted(int http) {
        return switch (http) {
            case 404 -> plain(NOT_FOUND, "Not Found");
            case 405 -> plain(UNIMPLEMENTED, "Method Not Allowed");
            case 415 -> invalid("Unsupported Media Type");
            default -> invalid("Bad Request");
        };
    }

    private static Status invalid(String message) {
        return plain(INVALID_ARGUMENT, message).toBuilder()
                .addDetails(Any.pack(badRequest(List.of(), message)))
                .build();
    }

    static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
