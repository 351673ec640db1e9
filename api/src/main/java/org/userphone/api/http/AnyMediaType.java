package org.userphone.api.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Makes every call over HTTP look as if it sent and accepted JSON, because the body of a call is
 * JSON whatever its headers say (protocol section 3.5). A servlet filter does this, because JAX-RS
 * would refuse a malformed media type in HTML. Calls by gRPC-Web and Connect depend on the media
 * type; they find it in the attribute {@link #SENT}.
 */
@WebFilter(
        urlPatterns = {
            "/v2/*",
            "/admin/*",
            "/management/*",
            "/zitadel.user.v2.UserService/*",
            "/zitadel.admin.v1.AdminService/*",
            "/zitadel.management.v1.ManagementService/*",
            "/sms/*",
            "/scim/*",
            "/userphone.v1.SmsService/*",
            "/userphone.v1.KeyService/*",
            "/userphone.v1.LimitService/*",
            "/userphone.v1.SystemService/*",
            "/userphone/*",
            "/userphone.v1.CallerService/*",
            "/userphone.v1.ImportService/*"
        },
        asyncSupported = true)
public class AnyMediaType implements Filter {

    /** The request attribute that holds the value of Content-Type as it was sent. */
    public static final String SENT = "org.userphone.media-type";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(SENT, request.getContentType());
        chain.doFilter(new Json((HttpServletRequest) request), response);
    }

    private static final class Json extends HttpServletRequestWrapper {

        Json(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return MediaType.APPLICATION_JSON;
        }

        @Override
        public String getHeader(String name) {
            return isMediaType(name) ? MediaType.APPLICATION_JSON : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isMediaType(name)
                    ? Collections.enumeration(Collections.singleton(MediaType.APPLICATION_JSON))
                    : super.getHeaders(name);
        }

        private static boolean isMediaType(String header) {
            return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(header)
                    || HttpHeaders.ACCEPT.equalsIgnoreCase(header);
        }
    }
}
