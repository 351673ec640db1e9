package org.userphone.api.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/**
 * Turns every answer with an HTTP status of 400 or more into a {@link CallRefused}. An answer that
 * is no {@code google.rpc.Status}, such as a page of a proxy, gets the code that gRPC assigns to
 * its HTTP status.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md">gRPC's
 *     mapping of HTTP status codes</a>
 */
public final class RefusalReader implements ResponseExceptionMapper<CallRefused> {

    @Override
    public CallRefused toThrowable(Response answer) {
        return refusal(
                answer.getStatus(),
                answer.readEntity(String.class),
                answer.getHeaderString(HttpHeaders.RETRY_AFTER));
    }

    /**
     * @param retryAfter null if there is no such header
     */
    static CallRefused refusal(int http, String body, String retryAfter) {
        return new CallRefused(status(http, body), seconds(retryAfter));
    }

    private static Status status(int http, String body) {
        try {
            var status = JsonMessages.read(body, Status.class);
            return status.getCode() == Code.OK_VALUE ? ofHttp(http) : status;
        } catch (InvalidProtocolBufferException e) {
            return ofHttp(http);
        }
    }

    private static Status ofHttp(int http) {
        var code =
                switch (http) {
                    case 400 -> Code.INTERNAL;
                    case 401 -> Code.UNAUTHENTICATED;
                    case 403 -> Code.PERMISSION_DENIED;
                    case 404 -> Code.UNIMPLEMENTED;
                    case 429, 502, 503, 504 -> Code.UNAVAILABLE;
                    default -> Code.UNKNOWN;
                };
        return Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("HTTP status " + http + " without a google.rpc.Status")
                .build();
    }

    /** The delay of a Retry-After header; null if there is none, or if it is a date. */
    private static Duration seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }
}
