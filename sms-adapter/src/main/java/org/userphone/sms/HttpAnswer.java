package org.userphone.sms;

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
 * What HTTP answers to a message (RFC 9110, section 15; RFC 6585 for 429).
 *
 * @param retryAfter the header of that name, as it came
 */
record HttpAnswer(int status, Optional<String> retryAfter) {

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * What a status other than a success means. Whatever is not known to be the message's fault is
     * ours to set right.
     */
    Delivery refusal(Instant now) {
        var reason = "HTTP status " + status;
        var wait = retryAfter.flatMap(text -> wait(text, now));
        return switch (status) {
            case 408, 425 -> new Deferred(reason);
            case 422 -> new Refused(reason);
            case 429 -> new Throttled(reason, wait);
            case 502, 504 -> new Unknown(reason); // a gateway does not know either
            case 503 -> wait.isPresent() ? new Throttled(reason, wait) : new Deferred(reason);
            default -> status >= 500 ? new Deferred(reason) : new Misconfigured(reason);
        };
    }

    /**
     * What it means that there is none. Until a connection stands, nothing of the request is out.
     */
    static Failed none(Throwable failure) {
        return failure instanceof ConnectException
                        || failure instanceof HttpConnectTimeoutException
                        || failure instanceof NoRouteToHostException
                        || failure instanceof UnknownHostException
                        || failure instanceof SSLHandshakeException
                ? new Deferred("no connection")
                : new Unknown(failure instanceof IOException ? "connection lost" : "no answer");
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); empty if it is neither. */
    private static Optional<Duration> wait(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
        } catch (DateTimeException e) { // said nothing that can be kept to
            return Optional.empty();
        }
    }
}
