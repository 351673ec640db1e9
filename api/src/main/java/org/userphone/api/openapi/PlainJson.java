package org.userphone.api.openapi;

import com.google.protobuf.Message;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import org.userphone.api.http.ProtoJson;

/** The JSON of a message as maps, lists and plain values, as the document's model takes it. */
final class PlainJson {

    private PlainJson() {}

    static Object of(Message message) {
        try (var reader = Json.createReader(new ByteArrayInputStream(ProtoJson.write(message)))) {
            return plain(reader.readObject());
        }
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                ((JsonObject) value).forEach((name, inner) -> map.put(name, plain(inner)));
                yield map;
            }
            case ARRAY -> ((JsonArray) value).stream().map(PlainJson::plain).toList();
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).bigDecimalValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> throw new IllegalArgumentException("proto3 JSON has no null");
        };
    }
}
