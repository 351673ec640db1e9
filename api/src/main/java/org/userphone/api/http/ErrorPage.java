package org.userphone.api.http;

import static com.google.rpc.Code.INTERNAL;
import static com.google.rpc.Code.UNIMPLEMENTED;
import static jakarta.servlet.RequestDispatcher.ERROR_EXCEPTION;
import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import com.google.rpc.Status;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.userphone.api.call.InFlight;
import org.userphone.api.status.HttpStatus;
import org.userphone.api.status.Statuses;

/**
 * Renders the refusals that the server makes before JAX-RS gets the request, as JSON like any other
 * refusal (protocol section 3.5). The deployment descriptor makes it the page of all errors.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var status = status(request);
        int http =
                status.getCode() == UNIMPLEMENTED.getNumber()
                        ? 405
                        : HttpStatus.of(status.getCode());
        response.setStatus(http);
        if (response.getHeader("X-Request-Id") == null) { // refused before the first filter
            RequestFilter.setHeaders(response, InFlight.newId());
        }
        response.setContentType(MediaType.APPLICATION_JSON);
        response.getOutputStream().write(ProtoJson.write(status));
    }

    private static Status status(HttpServletRequest request) {
        if (request.getAttribute(ERROR_EXCEPTION) instanceof Throwable problem) {
            return Statuses.of(problem, String.valueOf(request.getAttribute(RequestFilter.ID)));
        }
        // Without an error the request is for the path of this page.
        int error = request.getAttribute(ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return error < 500 ? Statuses.unrouted(error) : Statuses.plain(INTERNAL, "Internal error");
    }
}
