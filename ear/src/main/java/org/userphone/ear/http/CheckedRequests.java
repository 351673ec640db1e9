package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.CharConversionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.RequestURIRef;

/**
 * Refuses requests that the server cannot parse, in JSON like any other refusal (protocol section
 * 3.5). Without this class the server answers them before the application gets them: some by an
 * empty 400, others by an empty 200 and a stack trace in the log.
 */
public final class CheckedRequests extends HttpHandler {

    private static final System.Logger LOG = System.getLogger(CheckedRequests.class.getName());
    private static final String CONTINUE = "100-continue";
    private static final int ID_BITS = 100;

    /** The attribute of a connection that the server's filter puts into its queue of idle ones. */
    private static final Attribute<?> IDLE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("HttpServerFilter.KeepAliveContext");

    private final HttpHandler server;

    private CheckedRequests(HttpHandler server) {
        this.server = server;
        setDecodeUrl(false);
    }

    /**
     * Puts a CheckedRequests in front of the handler of every HTTP listener of the running server.
     * It uses reflection because the classes of Payara's kernel are not published for compiling.
     *
     * @throws ReflectiveOperationException if this version of Payara has other classes
     */
    public static void install() throws ReflectiveOperationException {
        var type = Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyService");
        var service =
                Class.forName("org.glassfish.internal.api.Globals")
                        .getMethod("get", Class.class)
                        .invoke(null, type);
        var proxies = type.getDeclaredField("proxies");
        proxies.setAccessible(true);
        for (var proxy : (Iterable<?>) proxies.get(service)) {
            var listener = proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
            var filters =
                    listener.getClass()
                            .getMethod("getFilters", Class.class)
                            .invoke(listener, HttpServerFilter.class);
            for (var filter : (List<?>) filters) {
                var http = (HttpServerFilter) filter;
                http.setHttpHandler(new CheckedRequests(http.getHttpHandler()));
            }
        }
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        if (Method.TRACE.equals(request.getMethod())) {
            refuse(response, 405, 12, "Method Not Allowed");
        } else if (isReadable(request)) {
            server.service(request, response);
        } else {
            refuse(response, 400, 3, "Bad Request");
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

    /** Refuses an Expect header other than 100-continue, as the server would, but with a body. */
    @Override
    protected boolean sendAcknowledgment(Request request, Response response) throws IOException {
        if (CONTINUE.equalsIgnoreCase(request.getHeader(Header.Expect))) {
            return super.sendAcknowledgment(request, response);
        }
        refuse(response, 400, 3, "Bad Request");
        return false;
    }

    /** Whether the server can parse the path and the host, which it does after this. */
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

    private static void refuse(Response response, int status, int code, String message)
            throws IOException {
        var id = id(ThreadLocalRandom.current());
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("X-Request-Id", id);
        response.setHeader("X-Robots-Tag", "none");
        response.getOutputStream()
                .write("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message).getBytes(UTF_8));
        LOG.log(Level.INFO, "Refused what cannot be read " + status + " request=" + id);
    }

    /**
     * Twenty letters and digits, as the ids that the application's InFlight makes. This class is
     * loaded with the server's own classes, which cannot see the application's, so it makes them
     * itself.
     */
    private static String id(Random random) {
        return "%20s".formatted(new BigInteger(ID_BITS, random).toString(32)).replace(' ', '0');
    }
}
