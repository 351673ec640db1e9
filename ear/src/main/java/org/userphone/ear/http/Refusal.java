package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * What is said no to before the application sees it, in the shape of its own refusals (protocol
 * section 3.5).
 */
enum Refusal {
    /** A head or a chunk that is not what RFC 9112 has, or leaves it open where a request ends. */
    BAD_REQUEST(400, 3, "Bad Request"),
    METHOD_NOT_ALLOWED(405, 12, "Method Not Allowed"),
    /** DEADLINE_EXCEEDED would be 504 if the time had run out here; it was the client's. */
    REQUEST_TIMEOUT(408, 4, "Request Timeout"),
    HEAD_TOO_LARGE(431, 3, "Request Header Fields Too Large"),
    TOO_MANY_ARRIVING(503, 14, "Too many requests are on their way, try again"),
    STARTING(503, 14, "userphone is starting"),
    STOPPING(503, 14, "userphone is stopping");

    private static final int ID_BITS = 100;

    private final int status;
    private final int code;
    private final String message;

    Refusal(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    /** Whether it is worth coming back: then {@code Retry-After} says in how many seconds. */
    boolean isTemporary() {
        return status == HttpStatus.SERVICE_UNAVAILABLE_503.getStatusCode();
    }

    String json() {
        return "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message);
    }

    /** A whole answer, the last on its connection. */
    byte[] answer(String id) {
        var head =
                "HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nX-Request-Id: %s\r\nX-Robots-Tag: none\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n%sConnection: close\r\n\r\n"
                        .formatted(
                                status,
                                HttpStatus.getHttpStatus(status).getReasonPhrase(),
                                FastHttpDateFormat.getCurrentDate(),
                                json().getBytes(UTF_8).length,
                                id,
                                isTemporary() ? "Retry-After: 1\r\n" : "");
        return (head + json()).getBytes(ISO_8859_1);
    }

    /** Twenty letters and digits, as the application's own ids have. */
    static String newId() {
        var number = new BigInteger(ID_BITS, ThreadLocalRandom.current());
        return "%20s".formatted(number.toString(32)).replace(' ', '0');
    }
}
