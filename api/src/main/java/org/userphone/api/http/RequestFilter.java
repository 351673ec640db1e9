package org.userphone.api.http;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.call.InFlight;
import org.userphone.api.call.InFlightMBean;
import org.userphone.api.call.RequestRecord;

/** Gives every HTTP request an id and a line in the log, and counts it in {@link InFlight}. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestFilter implements Filter {

    /** The request attribute that holds the request's id. */
    public static final String ID = "org.userphone.request";

    /** The request attribute that holds the {@link RequestRecord}. */
    static final String RECORD = "org.userphone.record";

    private static final System.Logger LOG = System.getLogger(RequestFilter.class.getName());
    private static final String BEAN = "org.userphone:type=Requests";

    private final InFlight inFlight;
    private final ClientAddresses addresses;

    @Inject
    public RequestFilter(InFlight inFlight, ClientAddresses addresses) {
        this.inFlight = inFlight;
        this.addresses = addresses;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            new StandardMBean(OfApplication.of(inFlight), InFlightMBean.class),
                            new ObjectName(BEAN));
        } catch (JMException e) {
            throw new ServletException(e);
        }
    }

    @Override
    public void destroy() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(BEAN));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var call = new Call((HttpServletRequest) request, (HttpServletResponse) response);
        if (!inFlight.enter()) {
            call.refuse();
            return;
        }
        try {
            call.identify();
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) { // rethrown
            call.failed = true;
            throw e;
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(call);
            } else {
                call.end();
            }
        }
    }

    /**
     * Sets the headers of every answer, whose body is for its caller only and is what its type
     * says; a page that caches may keep says so by itself.
     *
     * @param id that of the request
     */
    static void setHeaders(HttpServletResponse response, String id) {
        response.setHeader("X-Request-Id", id);
        response.setHeader("X-Robots-Tag", "none");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /**
     * Lets a thread of the launcher use {@link InFlight}. Its events need the application's class
     * loader as the class loader of the thread.
     */
    private record OfApplication(InFlightMBean inFlight, ClassLoader application)
            implements InFlightMBean {

        static OfApplication of(InFlightMBean inFlight) {
            return new OfApplication(inFlight, Thread.currentThread().getContextClassLoader());
        }

        @Override
        public int getInFlight() {
            return inside(inFlight::getInFlight);
        }

        @Override
        public void announceStop() {
            inFlight.announceStop();
        }

        @Override
        public boolean drain(long millis) {
            return inside(() -> inFlight.drain(millis));
        }

        private <T> T inside(Supplier<T> work) {
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            thread.setContextClassLoader(application);
            try {
                return work.get();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** A request, from its first header to the last byte of its answer. */
    private final class Call implements AsyncListener {

        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final RequestRecord record;
        private boolean failed;

        Call(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
            this.record =
                    new RequestRecord(
                            addresses.logged(
                                    addresses.client(
                                            request.getRemoteAddr(),
                                            name -> Collections.list(request.getHeaders(name)))),
                            Collections.list(request.getHeaders("X-Request-Id")));
        }

        void identify() {
            request.setAttribute(ID, record.id());
            request.setAttribute(RECORD, record);
            setHeaders(response, record.id());
        }

        void refuse() throws IOException {
            identify();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Connection", "close");
            response.setContentType("application/json");
            response.getWriter().print("{\"code\":14,\"message\":\"userphone is stopping\"}");
        }

        /**
         * Sends the answer before it ends the request in {@link InFlight}, as the program may stop
         * then. A client that has gone is no failure, and nobody is left to be told of it.
         */
        void end() {
            try {
                if (!failed) {
                    response.flushBuffer();
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The client of a request has gone.", e);
            } finally {
                record.release();
                inFlight.leave();
                log();
            }
        }

        private void log() {
            LOG.log(
                    Level.INFO,
                    record.line(
                            request.getMethod(),
                            request.getRequestURI(),
                            failed ? "500" : Integer.toString(response.getStatus())));
        }

        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {
            failed = true;
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
