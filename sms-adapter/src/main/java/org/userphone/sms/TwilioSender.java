package org.userphone.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

/**
 * Sends by Twilio's Messages API (spec section 7.2). The API knows no key to tell a repeat by: a
 * message whose outcome is unknown may reach the phone twice.
 */
final class TwilioSender implements SmsSender {

    /**
     * Twilio's error codes that are about the number or the message: no valid number, not to be
     * reached, unsubscribed, no mobile, text too long, a landline. Others are about us, or new; a
     * message is not lost by one that is not known.
     */
    private static final Set<Integer> REFUSALS =
            Set.of(21211, 21214, 21217, 21610, 21614, 21617, 21635);

    /** Too many messages of our sender wait at Twilio. */
    private static final int QUEUE_FULL = 21611;

    private final SenderSettings.Twilio settings;
    private final Clock clock;
    private final URI messages;
    private final HttpClient client;

    TwilioSender(SenderSettings.Twilio settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.messages =
                settings.url()
                        .resolve(
                                "/2010-04-01/Accounts/"
                                        + encoded(settings.account())
                                        + "/Messages.json");
        // Half of the time, so that "no connection" is known before "no answer".
        this.client =
                HttpClient.newBuilder().connectTimeout(settings.timeout().dividedBy(2)).build();
    }

    @Override
    public Delivery send(Sms sms) {
        // The client's own timeout ends with the headers; this one covers the body as well.
        var exchange = client.sendAsync(request(sms), BodyHandlers.ofString());
        try {
            return delivery(exchange.get(settings.timeout().toMillis(), MILLISECONDS));
        } catch (ExecutionException e) {
            return HttpAnswer.none(e.getCause());
        } catch (TimeoutException e) {
            return HttpAnswer.none(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpAnswer.none(e);
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(Sms sms) {
        var credentials = settings.account() + ":" + settings.token().text();
        return HttpRequest.newBuilder(messages)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                        BodyPublishers.ofString(
                                "To="
                                        + encoded(sms.recipient().e164())
                                        + "&From="
                                        + encoded(sms.sender().orElse(settings.sender()))
                                        + "&Body="
                                        + encoded(sms.text())
                                        + settings.receipts()
                                                .map(
                                                        url ->
                                                                "&StatusCallback="
                                                                        + encoded(url.toString()))
                                                .orElse("")))
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Delivery delivery(HttpResponse<String> response) {
        var answer =
                new HttpAnswer(response.statusCode(), response.headers().firstValue("Retry-After"));
        var json = json(response.body());
        if (answer.isSuccess()) {
            return json.map(message -> message.getString("sid", ""))
                    .filter(sid -> !sid.isEmpty())
                    .<Delivery>map(sid -> new Accepted(settings.provider(), sid))
                    .orElse(new Unknown("no answer of Twilio's"));
        }
        int error = json.map(message -> message.getInt("code", 0)).orElse(0);
        if (REFUSALS.contains(error)) {
            return new Refused("Twilio error " + error);
        }
        if (error == QUEUE_FULL) {
            return new Throttled("Twilio error " + error, Optional.empty());
        }
        return answer.refusal(clock.instant());
    }

    private static Optional<JsonObject> json(String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) { // some gateway's page
            return Optional.empty();
        }
    }
}
