package org.userphone.sms.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.sms.Secret;

/**
 * Reads receipts of a webhook. A receipt is a JSON object; several are a JSON array of these. Its
 * member {@code id}, or {@code reference}, is what the message had as Idempotency-Key; {@code
 * state} is what became of the message; {@code reason} and the time {@code at} may be missing. The
 * webhook signs the request as we sign ours, with one of the same keys.
 */
final class WebhookCallbacks implements CallbackReader {

    /** The library is kept, because finding it anew would cost more than reading a receipt. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** A receipt that says that its time is longer ago is taken for one of now. */
    private static final Duration MAX_RECEIPT_AGE = Duration.ofDays(3);

    private final WebhookSignature signature;
    private final Clock clock;

    WebhookCallbacks(List<Secret> keys, Clock clock) {
        this.signature = new WebhookSignature(keys);
        this.clock = clock;
    }

    @Override
    public List<Receipt> read(Callback callback) {
        var header = callback.signature().orElse("");
        if (!signature.isValid(header, callback.body(), clock.instant())) {
            throw new Rejection(Reason.RECEIPT_FORGED);
        }
        return objects(new String(callback.body(), UTF_8))
                .flatMap(object -> receipt(callback.provider(), object).stream())
                .toList();
    }

    private static Stream<JsonObject> objects(String body) {
        try (var reader = JSON.createReader(new StringReader(body))) {
            JsonStructure whole = reader.read();
            return whole.getValueType() == JsonValue.ValueType.OBJECT
                    ? Stream.of(whole.asJsonObject())
                    : whole.asJsonArray().stream().map(JsonValue::asJsonObject).toList().stream();
        } catch (JsonException | ClassCastException e) { // the latter: an array of something else
            throw malformed("body is no JSON of receipts");
        }
    }

    private Optional<Receipt> receipt(String provider, JsonObject object) {
        var id = object.getString("id", object.getString("reference", ""));
        if (id.isBlank()) {
            throw malformed("id is missing");
        }
        var reference = new Reference(provider, id);
        var state = text(object, "state").orElseThrow(() -> malformed("state is missing"));
        return switch (state) {
            case "delivered" ->
                    Optional.of(new Receipt(reference, true, Optional.empty(), at(object), true));
            case "undelivered" ->
                    Optional.of(
                            new Receipt(
                                    reference, false, text(object, "reason"), at(object), true));
            case "accepted" -> Optional.empty();
            default -> throw malformed("state is delivered, undelivered or accepted");
        };
    }

    /** The time in the receipt; now, if it has none, one in the future or one that is long ago. */
    private Instant at(JsonObject object) {
        var now = clock.instant();
        try {
            return text(object, "at")
                    .map(Instant::parse)
                    .filter(at -> at.isBefore(now) && at.isAfter(now.minus(MAX_RECEIPT_AGE)))
                    .orElse(now);
        } catch (DateTimeException e) {
            throw malformed("at is no time such as 2026-01-02T03:04:05Z");
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        return Optional.ofNullable(object.getString(name, null));
    }

    private static Rejection malformed(String detail) {
        return new Rejection(Reason.INVALID_REQUEST, detail);
    }
}
