package org.userphone.sms.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Asks Twilio's APIs (protocol section 7.2). Its connections are kept and shared. */
final class TwilioClient {

    /** Twilio gave no answer; the cause says why. */
    static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1;

        private NoAnswer(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    private final URI messages;
    private final URI verify;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * @param messages where the Messages API is, without a path
     * @param verify where the Verify API is, without a path
     * @param timeout of a whole request and its answer
     */
    TwilioClient(URI messages, URI verify, Duration timeout) {
        this.messages = messages;
        this.verify = verify;
        this.timeout = timeout;
        // Half of the time, so that a connection that fails is told from an answer that is late.
        this.http = HttpClient.newBuilder().connectTimeout(timeout.dividedBy(2)).build();
    }

    /** Reads the account. */
    TwilioAnswer account(TwilioAccount account) throws NoAnswer {
        var path = "/2010-04-01/Accounts/" + encoded(account.sid()) + ".json";
        return exchange(request(account, messages.resolve(path)).GET().build());
    }

    /** Reads a service of the Verify API. */
    TwilioAnswer service(TwilioAccount account, String service) throws NoAnswer {
        var address = verify.resolve("/v2/Services/" + encoded(service));
        return exchange(request(account, address).GET().build());
    }

    /** Posts a message to the Messages API. */
    TwilioAnswer message(TwilioAccount account, Map<String, String> form) throws NoAnswer {
        var path = "/2010-04-01/Accounts/" + encoded(account.sid()) + "/Messages.json";
        return post(account, messages.resolve(path), form);
    }

    /**
     * Posts to a resource of a service of the Verify API.
     *
     * @param service its SID
     * @param resource Verifications or VerificationCheck
     */
    TwilioAnswer verify(
            TwilioAccount account, String service, String resource, Map<String, String> form)
            throws NoAnswer {
        var path = "/v2/Services/" + encoded(service) + "/" + resource;
        return post(account, verify.resolve(path), form);
    }

    private TwilioAnswer post(TwilioAccount account, URI address, Map<String, String> form)
            throws NoAnswer {
        var body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(joining("&"));
        return exchange(
                request(account, address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private TwilioAnswer exchange(HttpRequest request) throws NoAnswer {
        // A timeout of the client's own would end with the headers; this one covers the body too.
        var exchange = http.sendAsync(request, BodyHandlers.ofString());
        try {
            return TwilioAnswer.of(exchange.get(timeout.toMillis(), MILLISECONDS));
        } catch (ExecutionException e) {
            throw new NoAnswer(e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(e);
        } finally {
            exchange.cancel(true);
        }
    }

    private static HttpRequest.Builder request(TwilioAccount account, URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", account.authorization());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
