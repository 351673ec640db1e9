package org.userphone.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.joining;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Posts forms to one address of Twilio's, in the name of an account. */
final class TwilioPost {

    /** Kept, because finding it anew would cost more than reading an answer. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /**
     * What Twilio answered.
     *
     * @param json empty if it is none, as some gateway's page
     */
    record Answer(HttpAnswer http, Optional<JsonObject> json) {

        static Answer of(HttpResponse<String> response) {
            return new Answer(
                    new HttpAnswer(
                            response.statusCode(), response.headers().firstValue("Retry-After")),
                    json(response.body()));
        }

        private static Optional<JsonObject> json(String body) {
            try (var reader = JSON.createReader(new StringReader(body))) {
                return Optional.of(reader.readObject());
            } catch (JsonException e) { // some gateway's page
                return Optional.empty();
            }
        }

        /** Twilio's own number of an error; 0 if it says none. */
        int error() {
            return json.map(message -> message.getInt("code", 0)).orElse(0);
        }
    }

    private final URI address;
    private final Duration timeout;
    private final String authorization;
    private final HttpClient client;

    TwilioPost(SenderSettings.Twilio settings, URI address) {
        this(settings, address, client(settings.timeout()));
    }

    TwilioPost(SenderSettings.Twilio settings, URI address, HttpClient client) {
        this.address = address;
        this.timeout = settings.timeout();
        var credentials = settings.account() + ":" + settings.token().text();
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        this.client = client;
    }

    /** Half of the time, so that "no connection" is known before "no answer". */
    static HttpClient client(Duration timeout) {
        return HttpClient.newBuilder().connectTimeout(timeout.dividedBy(2)).build();
    }

    /**
     * @param unanswered says what it means that there is no answer
     */
    <T> T send(
            Map<String, String> form,
            Function<Answer, T> answered,
            Function<Throwable, T> unanswered) {
        // The client's own timeout ends with the headers; this one covers the body as well.
        var exchange = client.sendAsync(request(form), BodyHandlers.ofString());
        try {
            return answered.apply(Answer.of(exchange.get(timeout.toMillis(), MILLISECONDS)));
        } catch (ExecutionException e) {
            return unanswered.apply(e.getCause());
        } catch (TimeoutException e) {
            return unanswered.apply(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered.apply(e);
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(Map<String, String> form) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                        BodyPublishers.ofString(
                                form.entrySet().stream()
                                        .map(
                                                field ->
                                                        field.getKey()
                                                                + "="
                                                                + encoded(field.getValue()))
                                        .collect(joining("&"))))
                .build();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
