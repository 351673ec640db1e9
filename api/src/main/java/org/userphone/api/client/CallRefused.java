package org.userphone.api.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.userphone.api.contract.ErrorDetail;

/**
 * A call that was answered with no. It carries the answer, a {@code google.rpc.Status}, which is
 * the same on every wire form.
 */
public final class CallRefused extends RuntimeException {

    private final Status status;
    private final Duration retryAfter;

    /**
     * @param retryAfter how long it makes no sense to try again; null if the answer does not say
     */
    CallRefused(Status status, Duration retryAfter) {
        super(code(status) + ": " + status.getMessage());
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public Status status() {
        return status;
    }

    /** The code of the status; UNKNOWN if this version does not know it. */
    public Code code() {
        return code(status);
    }

    private static Code code(Status status) {
        return Optional.ofNullable(Code.forNumber(status.getCode())).orElse(Code.UNKNOWN);
    }

    /** What the refusal is known by, whatever its text, such as {@code COMMAND-Uch5e}. */
    public Optional<String> id() {
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorDetail.class))
                .map(CallRefused::errorDetail)
                .map(ErrorDetail::getId)
                .findFirst();
    }

    private static ErrorDetail errorDetail(Any detail) {
        try {
            return detail.unpack(ErrorDetail.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a detail is not of the type that it names", e);
        }
    }

    /** How long it makes no sense to try again, in whole seconds. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
