package org.userphone.api.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.userphone.api.contract.ErrorDetail;

/**
 * The answer to a call was a refusal. The exception carries it as a {@code google.rpc.Status},
 * which is the same on every wire form.
 */
public final class CallRefused extends RuntimeException {

    private final Status status;
    private final Duration retryAfter;

    /**
     * @param retryAfter how long the caller should wait before the next attempt; null if the answer
     *     does not say
     */
    CallRefused(Status status, Duration retryAfter) {
        super(code(status) + ": " + status.getMessage());
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The answer. */
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

    /**
     * The id of the refusal, such as {@code COMMAND-Uch5e}, which stays the same when the text
     * changes.
     */
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

    /** How long the caller should wait before the next attempt, in whole seconds. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
