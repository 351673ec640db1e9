package org.userphone.api.bulk;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.api.http.HttpRefusal;

/** What both ways of files have in common: one method of HTTP, and refusals as calls have them. */
abstract class StreamServlet extends HttpServlet {

    private static final Logger LOG = System.getLogger(StreamServlet.class.getName());

    static final String NDJSON = "application/x-ndjson";

    private final String method;

    /**
     * @param method the only one, in capitals
     */
    StreamServlet(String method) {
        this.method = method;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isSpelledOut(request)) {
            HttpRefusal.sendUnrouted(response, HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (!request.getMethod().equals(method)) {
            response.setHeader("Allow", method);
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            stream(request, response);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client of a file has gone.", e);
        } catch (RuntimeException e) { // told to the client, if nothing has been yet
            if (response.isCommitted()) {
                throw e;
            }
            HttpRefusal.send(request, response, e);
        }
    }

    /**
     * Whether the path is this one as it was sent. Servers decode and shorten a path before they
     * look for its servlet: {@code /userphone/v1/users/%2F/_export} is about a user.
     */
    private static boolean isSpelledOut(HttpServletRequest request) {
        return request.getRequestURI().equals(request.getContextPath() + request.getServletPath());
    }

    /**
     * A parameter of the query, whose value needs no percent sign; empty if there is none. The
     * server's own method would read a body that curl calls a form.
     */
    static Optional<String> parameter(HttpServletRequest request, String name) {
        return Stream.ofNullable(request.getQueryString())
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst();
    }

    abstract void stream(HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
