package org.userphone.api.http;

import static com.google.rpc.Code.PERMISSION_DENIED;

import com.google.rpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Stream;
import org.userphone.api.status.HttpStatus;
import org.userphone.api.status.Statuses;
import org.userphone.api.token.WwwAuthenticate;
import org.userphone.domain.Rejection;

/** Renders every failure as the JSON of a {@code google.rpc.Status} (protocol section 3.1). */
@Provider
public class StatusMapper implements ExceptionMapper<Throwable> {

    @Context HttpServletRequest request;

    @Override
    public Response toResponse(Throwable problem) {
        if (problem instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return unrouted(web);
        }
        var status = Statuses.of(problem, String.valueOf(request.getAttribute(RequestFilter.ID)));
        var response = render(HttpStatus.of(status.getCode()), status);
        if (problem instanceof Rejection rejection) {
            WwwAuthenticate.of(rejection)
                    .ifPresent(text -> response.header(HttpHeaders.WWW_AUTHENTICATE, text));
        }
        Statuses.retryAfterSeconds(status)
                .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    /** The refusal of a request that reached no call (protocol section 3.5). */
    private static Response unrouted(WebApplicationException web) {
        if (web instanceof NotFoundException) {
            return render(404, Statuses.unrouted(404)).build();
        }
        if (web instanceof NotAllowedException) {
            return render(405, Statuses.unrouted(405))
                    .header(HttpHeaders.ALLOW, web.getResponse().getHeaderString(HttpHeaders.ALLOW))
                    .build();
        }
        if (web instanceof NotSupportedException) {
            var refusal = render(415, Statuses.unrouted(415));
            Stream.of("Accept-Post", HttpHeaders.ACCEPT_ENCODING)
                    .forEach(name -> refusal.header(name, web.getResponse().getHeaderString(name)));
            return refusal.build();
        }
        if (web instanceof ForbiddenException) {
            return render(403, Statuses.plain(PERMISSION_DENIED, web.getMessage())).build();
        }
        return render(400, Statuses.unrouted(400)).build();
    }

    private static Response.ResponseBuilder render(int http, Status status) {
        return Response.status(http).type(MediaType.APPLICATION_JSON_TYPE).entity(status);
    }
}
