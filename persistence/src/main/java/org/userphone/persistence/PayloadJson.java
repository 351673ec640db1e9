package org.userphone.persistence;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes and reads payloads of events as JSON. */
final class PayloadJson {

    /** Kept, because looking the provider up each time would cost more than writing an event. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final JsonGeneratorFactory GENERATORS = JSON.createGeneratorFactory(Map.of());

    private PayloadJson() {}

    static String write(Map<String, Object> payload) {
        var text = new StringWriter();
        try (var json = GENERATORS.createGenerator(text)) {
            json.writeStartObject();
            write(payload, json);
            json.writeEnd();
        }
        return text.toString();
    }

    private static void write(Map<?, ?> members, JsonGenerator json) {
        members.forEach((name, value) -> write((String) name, value, json));
    }

    private static void write(String name, Object value, JsonGenerator json) {
        if (value instanceof String text) {
            json.write(name, text);
        } else if (value instanceof Number number) {
            json.write(name, number.longValue());
        } else if (value instanceof Boolean truth) {
            json.write(name, truth);
        } else if (value instanceof Map<?, ?> members) {
            json.writeStartObject(name);
            write(members, json);
            json.writeEnd();
        } else {
            throw new IllegalArgumentException("no payload holds a " + value.getClass());
        }
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
