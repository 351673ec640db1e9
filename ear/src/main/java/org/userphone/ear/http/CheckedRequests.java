package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.CharConversionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.RequestURIRef;

/**
 * Refuses requests that the server cannot parse, in JSON like any other refusal (protocol section
 * 3.5). Without this class the server answers them before the application gets them: some by an
 * empty 400, others by an empty 200 and a stack trace in the log.
 */
final class CheckedRequests extends HttpHandler {

    private static final System.Logger LOG = System.getLogger(CheckedRequests.class.getName());

    /** The attribute of a connection that the server's filter puts into its queue of idle ones. */
    private static final Attribute<?> IDLE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("HttpServerFilter.KeepAliveContext");

    private final HttpHandler server;

    private final Gate gate;

    /**
     * @param server answers what can be read
     */
    CheckedRequests(HttpHandler server, Gate gate) {
        this.server = server;
        this.gate = gate;
        setDecodeUrl(false);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        request.addAfterServiceListener(WholeRequestFilter::answered);
        if (!gate.isOpen()) {
            gate.answer(request, response);
        } else if (Method.TRACE.equals(request.getMethod())) {
            refuse(response, Refusal.METHOD_NOT_ALLOWED);
        } else if (isReadable(request)) {
            server.service(request, response);
        } else {
            refuse(response, Refusal.BAD_REQUEST);
        }
        forgetIfClosing(request, response);
    }

    /**
     * Removes a connection from the server's queue of idle ones if it is going to be closed. The
     * server closes connections after some statuses, such as 400, 500 and 503, and would keep them
     * in the queue for half a minute; some thousand refusals a second would fill the heap.
     */
    private static void forgetIfClosing(Request request, Response response) {
        var state = request.getRequest().getProcessingState();
        if (response.isCommitted() && !state.isKeepAlive()) {
            IDLE.remove(state.getHttpContext());
        }
    }

    /** Tries what the server is going to do with the head of the request. */
    private static boolean isReadable(Request request) {
        try {
            var path = new RequestURIRef();
            var bytes =
                    request.getRequest()
                            .getRequestURIRef()
                            .getOriginalRequestURIBC()
                            .toString()
                            .getBytes(ISO_8859_1);
            path.init(bytes, 0, bytes.length);
            path.getDecodedRequestURIBC(true, UTF_8);
            request.getServerName();
            request.getServerPort();
            return true;
        } catch (CharConversionException | RuntimeException e) { // what the server would fail with
            return false;
        }
    }

    static void refuse(Response response, Refusal refusal) throws IOException {
        response.setStatus(refusal.status());
        if (refusal.isTemporary()) {
            response.setHeader("Retry-After", "1");
        }
        var id = write(response, refusal.json());
        LOG.log(Level.INFO, "Refused a request " + refusal.status() + " request=" + id);
    }

    /** Writes a body, with the headers of every other answer; the id of the request. */
    static String write(Response response, String json) throws IOException {
        var id = Refusal.newId();
        response.setContentType("application/json");
        response.setHeader("X-Request-Id", id);
        response.setHeader("X-Robots-Tag", "none");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(json.getBytes(UTF_8));
        return id;
    }
}
