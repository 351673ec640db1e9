package org.userphone.sms.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;

/**
 * The status of an HTTP answer, and what it means for the message that the request carried (RFC
 * 9110, section 15; RFC 6585 for 429).
 *
 * @param retryAfter the value of the header of that name, as it came
 */
public record HttpAnswer(int status, Optional<String> retryAfter) {

    /** Whether the status is one of 200 to 299. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * What a status other than a success means. A status that is not known to be about the message
     * is taken for a fault of our configuration, which an operator can set right.
     */
    public Delivery refusal(Instant now) {
        var reason = "HTTP status " + status;
        var wait = retryAfter.flatMap(text -> wait(text, now));
        return switch (status) {
            case 408, 425 -> new Deferred(reason);
            case 422 -> new Refused(reason);
            case 429 -> new Throttled(reason, wait);
            case 502, 504 -> new Unknown(reason); // the gateway does not know what the provider did
            case 503 -> wait.isPresent() ? new Throttled(reason, wait) : new Deferred(reason);
            default -> status >= 500 ? new Deferred(reason) : new Misconfigured(reason);
        };
    }

    /**
     * What it means that no answer came. If the failure says that no connection stood, nothing of
     * the request was sent; otherwise the provider may have read it.
     */
    public static Failed none(Throwable failure) {
        return failure instanceof ConnectException
                        || failure instanceof HttpConnectTimeoutException
                        || failure instanceof NoRouteToHostException
                        || failure instanceof UnknownHostException
                        || failure instanceof SSLHandshakeException
                ? new Deferred("no connection")
                : new Unknown(failure instanceof IOException ? "connection lost" : "no answer");
    }

    /** Reads a number of seconds or a date (RFC 9110, section 10.2.3); empty if it is neither. */
    private static Optional<Duration> wait(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
        } catch (DateTimeException e) { // neither of the two
            return Optional.empty();
        }
    }
}
