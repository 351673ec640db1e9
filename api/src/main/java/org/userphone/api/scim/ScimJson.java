package org.userphone.api.scim;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of SCIM as maps whose keys have no case (RFC 7643 2.1), lists, texts, booleans, numbers and
 * null.
 */
final class ScimJson {

    static final MediaType MEDIA_TYPE = new MediaType("application", "scim+json");

    /** A constant, because looking the provider up takes longer than reading a request. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private ScimJson() {}

    static Map<String, Object> object() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    /**
     * @throws ScimRefused if the body is no JSON object
     */
    static Map<String, Object> read(byte[] body) {
        try (var reader = JSON.createReader(new ByteArrayInputStream(body))) {
            return object(reader.readObject());
        } catch (JsonException | IllegalStateException e) {
            throw ScimRefused.syntax("The body is no JSON object");
        }
    }

    private static Map<String, Object> object(Map<String, JsonValue> json) {
        var object = object();
        json.forEach((name, value) -> object.put(name, value(value)));
        return object;
    }

    private static Object value(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> object(value.asJsonObject());
            case ARRAY -> {
                var list = new ArrayList<Object>();
                value.asJsonArray().forEach(item -> list.add(value(item)));
                yield list;
            }
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).bigDecimalValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    static Response response(int http, Map<String, ?> body) {
        return Response.status(http).type(MEDIA_TYPE).entity(write(body)).build();
    }

    static byte[] write(Map<String, ?> object) {
        var out = new ByteArrayOutputStream();
        try (var writer = JSON.createWriter(out)) {
            writer.writeObject(json(object).asJsonObject());
        }
        return out.toByteArray();
    }

    private static JsonValue json(Object value) {
        if (value instanceof Map<?, ?> object) {
            var builder = JSON.createObjectBuilder();
            object.forEach((name, of) -> builder.add((String) name, json(of)));
            return builder.build();
        }
        if (value instanceof List<?> list) {
            var builder = JSON.createArrayBuilder();
            list.forEach(item -> builder.add(json(item)));
            return builder.build();
        }
        if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        }
        return value instanceof Number number
                ? JSON.createValue(number.longValue())
                : JSON.createValue((String) value);
    }
}
