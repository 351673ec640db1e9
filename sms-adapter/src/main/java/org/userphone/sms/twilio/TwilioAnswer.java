package org.userphone.sms.twilio;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.userphone.sms.http.HttpAnswer;

/**
 * What Twilio, or something on the way to it, answered.
 *
 * @param json the body; empty if it is no JSON object, such as the page of a gateway
 */
record TwilioAnswer(HttpAnswer http, Optional<JsonObject> json) {

    /** The library is kept, because finding it anew would cost more than reading an answer. */
    private static final JsonProvider JSON = JsonProvider.provider();

    static TwilioAnswer of(HttpResponse<String> response) {
        return new TwilioAnswer(
                new HttpAnswer(response.statusCode(), response.headers().firstValue("Retry-After")),
                json(response.body()));
    }

    private static Optional<JsonObject> json(String body) {
        try (var reader = JSON.createReader(new StringReader(body))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Twilio's own number of the error that refuses the request; 0 if the answer has none. */
    int error() {
        return number("code");
    }

    /** Twilio's own number of the error that a message has met; 0 if the answer has none. */
    int errorOfMessage() {
        return number("error_code");
    }

    /** Twilio writes its numbers as numbers in some answers, and as texts in others. */
    private int number(String name) {
        var value = json.map(object -> object.get(name)).map(Object::toString).orElse("");
        var digits = value.replace("\"", "");
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** Twilio's id of what the request created; empty if the answer has none. */
    Optional<String> sid() {
        return text("sid");
    }

    /** A text of the answer; empty if it is missing or has no characters. */
    Optional<String> text(String name) {
        return json.map(object -> object.getString(name, "")).filter(text -> !text.isEmpty());
    }
}
