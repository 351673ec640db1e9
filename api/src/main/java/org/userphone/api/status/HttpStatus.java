package org.userphone.api.status;

import com.google.rpc.Code;

/** The HTTP status that belongs to each gRPC code (protocol section 3.1). */
public final class HttpStatus {

    private HttpStatus() {}

    /**
     * The HTTP status of a code.
     *
     * @param code a number of {@link Code}; any other number is treated as UNKNOWN
     */
    public static int of(int code) {
        return switch (Code.forNumber(code) == null ? Code.UNKNOWN : Code.forNumber(code)) {
            case OK -> 200;
            case CANCELLED -> 499;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case UNKNOWN, INTERNAL, DATA_LOSS, UNRECOGNIZED -> 500;
        };
    }
}
