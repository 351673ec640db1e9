package org.userphone.api.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Checks a JSON body before the protobuf library parses it, which accepts more than proto3 JSON
 * allows: a number in place of a string, a string in place of a bool, a field given twice, an
 * unpaired surrogate. It also refuses numbers whose exponent would make the library use up the
 * memory. Fields that the message does not have are left out of the result.
 */
final class StrictJson {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    /** The fields of each message by their names in JSON and by their names in the contract. */
    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
            new ConcurrentHashMap<>();

    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d)?");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,10}");
    private static final int MAX_DEPTH = 50;

    private final JsonParser parser;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Parses the first JSON value of a text as a message of a type.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is malformed
     */
    static JsonObject read(String text, Descriptor type) {
        try (var parser = PARSERS.createParser(new StringReader(text))) {
            refuse(parser.next() != Event.START_OBJECT, "body is not a JSON object");
            return new StrictJson(parser).object(type, 1);
        } catch (JsonException | NoSuchElementException e) {
            throw malformed("body is not JSON");
        }
    }

    private JsonObject object(Descriptor type, int depth) {
        refuse(depth > MAX_DEPTH, "body is nested too deep");
        var object = BUILDERS.createObjectBuilder();
        var seen = new HashSet<FieldDescriptor>();
        var fields = FIELDS.computeIfAbsent(type, StrictJson::fields);
        while (parser.next() != Event.END_OBJECT) {
            var name = parser.getString();
            var event = parser.next();
            var field = fields.get(name);
            if (field == null) {
                skip(event);
                continue;
            }
            refuse(!seen.add(field), "field " + field.getJsonName() + " is given twice");
            if (event != Event.VALUE_NULL) {
                object.add(
                        field.getJsonName(),
                        field.isRepeated()
                                ? array(field, event, depth)
                                : value(field, event, depth));
            }
        }
        return object.build();
    }

    private static Map<String, FieldDescriptor> fields(Descriptor type) {
        var fields = new HashMap<String, FieldDescriptor>();
        for (var field : type.getFields()) {
            fields.put(field.getJsonName(), field);
            fields.put(field.getName(), field);
        }
        return fields;
    }

    /** Skips a value. The parser's own method for it never returns if the body ends too early. */
    private void skip(Event first) {
        int depth = step(first);
        while (depth > 0) {
            refuse(depth > MAX_DEPTH, "body is nested too deep");
            depth += step(parser.next());
        }
    }

    private static int step(Event event) {
        return switch (event) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            default -> 0;
        };
    }

    private JsonArray array(FieldDescriptor field, Event first, int depth) {
        require(first == Event.START_ARRAY, field, "a list");
        var array = BUILDERS.createArrayBuilder();
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
                require(event == Event.VALUE_STRING || is(INTEGER), field, "a number in range");
            }
            case INT, LONG, FLOAT, DOUBLE -> {
                require(
                        event == Event.VALUE_NUMBER || event == Event.VALUE_STRING,
                        field,
                        "a number");
                require(is(NUMBER), field, "a number in range");
            }
            case MESSAGE -> {
                var type = field.getMessageType();
                // The contract uses only those well-known types that are strings in JSON.
                if (type.getFile().getPackage().equals("google.protobuf")) {
                    require(event == Event.VALUE_STRING, field, "a string");
                } else {
                    require(event == Event.START_OBJECT, field, "an object");
                    return object(type, depth + 1);
                }
            }
        }
        return parser.getValue();
    }

    private boolean is(Pattern number) {
        return number.matcher(parser.getString()).matches();
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(
                        point ->
                                point >= Character.MIN_SURROGATE
                                        && point <= Character.MAX_SURROGATE);
    }

    private static void require(boolean holds, FieldDescriptor field, String what) {
        refuse(!holds, "field " + field.getJsonName() + " must be " + what);
    }

    private static void refuse(boolean broken, String why) {
        if (broken) {
            throw malformed(why);
        }
    }

    private static Rejection malformed(String why) {
        return new Rejection(Reason.INVALID_REQUEST, "invalid JSON: " + why);
    }
}
