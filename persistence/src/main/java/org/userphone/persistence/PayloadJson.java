package org.userphone.persistence;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes and reads payloads of events as JSON. */
final class PayloadJson {

    /** Kept, because looking the provider up each time would cost more than writing an event. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private PayloadJson() {}

    static String write(Map<String, Object> payload) {
        return JSON.createObjectBuilder(payload).build().toString();
    }

    static Map<String, Object> read(String json) {
        try (var reader = JSON.createReader(new StringReader(json))) {
            return payload(reader.readObject());
        }
    }

    private static Map<String, Object> payload(JsonObject object) {
        var payload = new LinkedHashMap<String, Object>();
        object.forEach((key, value) -> payload.put(key, value(value)));
        return payload;
    }

    private static Object value(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).longValueExact();
            case TRUE -> true;
            case OBJECT -> payload(value.asJsonObject());
            default -> throw new IllegalStateException("no payload holds " + value.getValueType());
        };
    }
}
