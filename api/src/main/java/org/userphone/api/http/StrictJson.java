package org.userphone.api.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Checks a JSON body before the protobuf library parses it, which accepts more than proto3 JSON
 * allows: a number in place of a string, a string in place of a bool, a field given twice, an
 * unpaired surrogate, two members of a oneof. It also refuses numbers whose exponent would make the
 * library use up the memory. Fields that the message does not have are left out of the result and
 * named beside it. All fields with a wrong value are told at once; JSON that cannot be read on is
 * refused where it breaks.
 */
final class StrictJson {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    /** The fields of each message by their names in JSON and by their names in the contract. */
    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
            new ConcurrentHashMap<>();

    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d)?");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,10}");
    private static final int MAX_DEPTH = 50;

    /** Anything longer or stranger may be a value in a wrong place, which is not to be repeated. */
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    /**
     * A JSON object of which every field is one of the message.
     *
     * @param unknownFields the fields that were left out
     */
    record Read(JsonObject object, List<FieldViolation> unknownFields) {}

    /** How many violations, and how many unknown fields, are told. */
    private static final int MAX_TOLD = 20;

    private final JsonParser parser;
    private final List<FieldViolation> unknownFields = new ArrayList<>();
    private final List<FieldViolation> violations = new ArrayList<>();

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Parses the first JSON value of a text as a message of a type.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is malformed
     */
    static Read read(String text, Descriptor type) {
        try (var parser = PARSERS.createParser(new StringReader(text))) {
            refuse(parser.next() != Event.START_OBJECT, "body is not a JSON object");
            return new StrictJson(parser).whole(type);
        } catch (JsonException | NoSuchElementException e) {
            throw malformed("body is not JSON");
        }
    }

    private Read whole(Descriptor type) {
        var object = object(type, "", 1);
        if (!violations.isEmpty()) {
            var first = violations.get(0);
            var refusal = malformed("field " + last(first.field()) + " " + first.description());
            violations.addAll(unknownFields);
            throw refusal.about(violations);
        }
        return new Read(object, unknownFields);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replaceFirst("\\[\\d+]$", "");
    }

    /**
     * @param path that of the object, with a dot at its end; empty for the whole message
     */
    private JsonObject object(Descriptor type, String path, int depth) {
        refuse(depth > MAX_DEPTH, "body is nested too deep");
        var object = BUILDERS.createObjectBuilder();
        var seen = new HashSet<FieldDescriptor>();
        var members = new HashMap<OneofDescriptor, String>();
        var fields = FIELDS.computeIfAbsent(type, StrictJson::fields);
        while (parser.next() != Event.END_OBJECT) {
            var name = parser.getString();
            var event = parser.next();
            var field = fields.get(name);
            if (field == null) {
                skip(event);
                unknown(path, name, type);
                continue;
            }
            var here = path + field.getJsonName();
            if (!seen.add(field)) {
                tell(violations, here, "GIVEN_TWICE", "is given twice");
            }
            if (event != Event.VALUE_NULL) {
                var oneof = field.getRealContainingOneof();
                var other = oneof == null ? null : members.putIfAbsent(oneof, here);
                if (other != null && !other.equals(here)) {
                    tell(
                            violations,
                            here,
                            "ONEOF",
                            "must not be given together with " + last(other));
                }
                object.add(
                        field.getJsonName(),
                        field.isRepeated()
                                ? array(field, event, here, depth)
                                : value(field, event, here, depth));
            }
        }
        return object.build();
    }

    private void unknown(String path, String name, Descriptor type) {
        if (FIELD_NAME.matcher(name).matches()) {
            tell(
                    unknownFields,
                    path + name,
                    "UNKNOWN_FIELD",
                    "is no field of %s, whose fields are %s"
                            .formatted(
                                    type.getName(),
                                    type.getFields().stream()
                                            .map(FieldDescriptor::getJsonName)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static void tell(List<FieldViolation> told, String path, String reason, String why) {
        if (told.size() < MAX_TOLD) {
            told.add(new FieldViolation(path, reason, why));
        }
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

    private JsonValue array(FieldDescriptor field, Event first, String path, int depth) {
        if (first != Event.START_ARRAY) {
            return wrong(first, path, "a list");
        }
        var array = BUILDERS.createArrayBuilder();
        int i = 0;
        for (var event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(field, event, path + "[" + i++ + "]", depth));
        }
        return array.build();
    }

    private JsonValue value(FieldDescriptor field, Event event, String path, int depth) {
        if (field.getJavaType() == JavaType.MESSAGE && !isString(field)) {
            return event == Event.START_OBJECT
                    ? object(field.getMessageType(), path + ".", depth + 1)
                    : wrong(event, path, "an object");
        }
        var expected = expectation(field, event);
        return expected.isEmpty() ? parser.getValue() : wrong(event, path, expected.get());
    }

    /** The contract uses only those well-known types that are strings in JSON. */
    private static boolean isString(FieldDescriptor message) {
        return message.getMessageType().getFile().getPackage().equals("google.protobuf");
    }

    /** What a value that is no object should have been; empty if it is right. */
    private Optional<String> expectation(FieldDescriptor field, Event event) {
        boolean isText = event == Event.VALUE_STRING;
        boolean isNumber = event == Event.VALUE_NUMBER;
        return switch (field.getJavaType()) {
            case STRING, BYTE_STRING ->
                    isText
                            ? unless(isWellFormed(parser.getString()), "well-formed Unicode")
                            : Optional.of("a string");
            case BOOLEAN ->
                    unless(
                            event == Event.VALUE_TRUE || event == Event.VALUE_FALSE,
                            "true or false");
            case ENUM ->
                    isText || isNumber
                            ? unless(isText || is(INTEGER), "a number in range")
                            : Optional.of("a name or a number");
            case INT, LONG, FLOAT, DOUBLE ->
                    isText || isNumber
                            ? unless(is(NUMBER), "a number in range")
                            : Optional.of("a number");
            case MESSAGE -> unless(isText, "a string");
        };
    }

    private static Optional<String> unless(boolean right, String expected) {
        return right ? Optional.empty() : Optional.of(expected);
    }

    /** Remembers that a value is wrong, and goes on behind it. */
    private JsonValue wrong(Event event, String path, String expected) {
        skip(event);
        tell(violations, path, "TYPE", "must be " + expected);
        return JsonValue.NULL;
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

    private static void refuse(boolean broken, String why) {
        if (broken) {
            throw malformed(why);
        }
    }

    private static Rejection malformed(String why) {
        return new Rejection(Reason.INVALID_REQUEST, "invalid JSON: " + why);
    }
}
