package org.userphone.api.rest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * The first reading of a JSON body, for what the protobuf library is too forgiving about: a number
 * given for a text, a text for a bool, a field given twice, half a surrogate pair, a number that
 * would fill the memory. Fields that the message does not have are left out.
 */
final class StrictJson {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d)?");
    private static final int DEEPEST = 50;

    private final JsonParser parser;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * @throws Rejection with {@link Reason#INVALID_REQUEST}
     */
    static JsonObject read(String text, Descriptor type) {
        try (var parser = PARSERS.createParser(new StringReader(text))) {
            if (parser.next() != Event.START_OBJECT) {
                throw malformed("body is not a JSON object");
            }
            return new StrictJson(parser).object(type, 1);
        } catch (JsonException | NoSuchElementException e) {
            throw malformed("body is not JSON");
        }
    }

    private JsonObject object(Descriptor type, int depth) {
        if (depth > DEEPEST) {
            throw malformed("body is nested too deep");
        }
        var object = Json.createObjectBuilder();
        var seen = new HashSet<String>();
        while (parser.next() != Event.END_OBJECT) {
            var name = parser.getString();
            var event = parser.next();
            var field = field(type, name);
            if (field == null) {
                skip(event);
            } else if (!seen.add(field.getName())) {
                throw malformed("field " + field.getJsonName() + " is given twice");
            } else if (event != Event.VALUE_NULL) {
                object.add(
                        field.getJsonName(),
                        field.isRepeated()
                                ? array(field, event, depth)
                                : value(field, event, depth));
            }
        }
        return object.build();
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        return type.getFields().stream()
                .filter(field -> field.getJsonName().equals(name) || field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void skip(Event event) {
        if (event == Event.START_OBJECT) {
            parser.skipObject();
        } else if (event == Event.START_ARRAY) {
            parser.skipArray();
        }
    }

    private JsonArray array(FieldDescriptor field, Event first, int depth) {
        require(first == Event.START_ARRAY, field, "a list");
        var array = Json.createArrayBuilder();
        for (var event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(field, event, depth));
        }
        return array.build();
    }

    private JsonValue value(FieldDescriptor field, Event event, int depth) {
        switch (field.getJavaType()) {
            case STRING, BYTE_STRING -> {
                require(event == Event.VALUE_STRING, field, "a string");
                require(isWellFormed(parser.getString()), field, "well-formed Unicode");
            }
            case BOOLEAN ->
                    require(
                            event == Event.VALUE_TRUE || event == Event.VALUE_FALSE,
                            field,
                            "true or false");
            case ENUM -> {
                require(
                        event == Event.VALUE_STRING || event == Event.VALUE_NUMBER,
                        field,
                        "a name or a number");
                require(event == Event.VALUE_STRING || isNumber(), field, "a number in range");
            }
            case INT, LONG, FLOAT, DOUBLE -> {
                require(
                        event == Event.VALUE_NUMBER || event == Event.VALUE_STRING,
                        field,
                        "a number");
                require(isNumber(), field, "a number in range");
            }
            case MESSAGE -> {
                var type = field.getMessageType();
                if (!type.getFile().getPackage().equals("google.protobuf")) {
                    require(event == Event.START_OBJECT, field, "an object");
                    return object(type, depth + 1);
                }
            }
        }
        return parser.getValue();
    }

    private boolean isNumber() {
        return NUMBER.matcher(parser.getString()).matches();
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(
                        point ->
                                point >= Character.MIN_SURROGATE
                                        && point <= Character.MAX_SURROGATE);
    }

    private static void require(boolean holds, FieldDescriptor field, String what) {
        if (!holds) {
            throw malformed("field " + field.getJsonName() + " must be " + what);
        }
    }

    private static Rejection malformed(String why) {
        return new Rejection(Reason.INVALID_REQUEST, "invalid JSON: " + why);
    }
}
