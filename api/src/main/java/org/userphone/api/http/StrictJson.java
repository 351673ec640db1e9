package org.userphone.api.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
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
 * Reads proto3 JSON into a message (protocol section 4), and nothing that only looks like it. The
 * protobuf library accepts more: a number in place of a string, a string in place of a bool, a
 * field given twice, an unpaired surrogate, two members of a oneof, and numbers whose exponent
 * would use up the memory. Fields that the message does not have are left out and named. All fields
 * with a wrong value are told at once; JSON that cannot be read on is refused where it breaks.
 */
final class StrictJson {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());
    private static final JsonFormat.Parser WELL_KNOWN = JsonFormat.parser();

    /** The fields of each message by their names in JSON and by their names in the contract. */
    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
            new ConcurrentHashMap<>();

    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d)?");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,10}");
    private static final int MAX_DEPTH = 50;

    /** Anything longer or stranger may be a value in a wrong place, which is not to be repeated. */
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    /** How many violations, and how many unknown fields, are told. */
    private static final int MAX_TOLD = 20;

    private final JsonParser parser;
    private final List<FieldViolation> unknownFields = new ArrayList<>();
    private final List<FieldViolation> violations = new ArrayList<>();

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the first JSON value of a text into a message.
     *
     * @param message gets the fields of the JSON
     * @return the fields of the JSON that the message does not have
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is malformed
     */
    static List<FieldViolation> merge(String text, Message.Builder message) {
        try (var parser = PARSERS.createParser(new StringReader(text))) {
            refuse(parser.next() != Event.START_OBJECT, "body is not a JSON object");
            return new StrictJson(parser).whole(message);
        } catch (JsonException | NoSuchElementException e) {
            throw malformed("body is not JSON");
        }
    }

    private List<FieldViolation> whole(Message.Builder message) {
        object(message, "", 1);
        if (!violations.isEmpty()) {
            var first = violations.get(0);
            var refusal = malformed("field " + last(first.field()) + " " + first.description());
            violations.addAll(unknownFields);
            throw refusal.about(violations);
        }
        return unknownFields;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replaceFirst("\\[\\d+]$", "");
    }

    /**
     * @param path that of the object, with a dot at its end; empty for the whole message
     */
    private void object(Message.Builder message, String path, int depth) {
        refuse(depth > MAX_DEPTH, "body is nested too deep");
        var type = message.getDescriptorForType();
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
                if (field.isRepeated()) {
                    list(message, field, event, here, depth);
                } else {
                    value(message, field, event, here, depth)
                            .ifPresent(value -> message.setField(field, value));
                }
            }
        }
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

    private void list(
            Message.Builder message, FieldDescriptor field, Event first, String path, int depth) {
        if (first != Event.START_ARRAY) {
            wrong(first, path, "a list");
            return;
        }
        int i = 0;
        for (var event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            value(message, field, event, path + "[" + i++ + "]", depth)
                    .ifPresent(value -> message.addRepeatedField(field, value));
        }
    }

    /** The value of a field; empty if it is wrong, or a name that its enum does not have. */
    private Optional<Object> value(
            Message.Builder message, FieldDescriptor field, Event event, String path, int depth) {
        if (field.getJavaType() == JavaType.MESSAGE && !isString(field)) {
            if (event != Event.START_OBJECT) {
                return wrong(event, path, "an object");
            }
            var inner = message.newBuilderForField(field);
            object(inner, path + ".", depth + 1);
            return Optional.of(inner.build());
        }
        var expected = expectation(field, event);
        if (expected.isPresent()) {
            return wrong(event, path, expected.get());
        }
        try {
            return scalar(message, field, event, path);
        } catch (ArithmeticException e) {
            return wrong(event, path, "a number in range");
        } catch (IllegalArgumentException e) {
            return wrong(event, path, "base64");
        } catch (InvalidProtocolBufferException e) {
            return wrong(event, path, "a " + field.getMessageType().getName());
        }
    }

    /** The contract uses only those well-known types that are strings in JSON. */
    private static boolean isString(FieldDescriptor message) {
        return message.getMessageType().getFile().getPackage().equals("google.protobuf");
    }

    /** What kind of value should have been there; empty if it is of the right kind. */
    private Optional<String> expectation(FieldDescriptor field, Event event) {
        boolean isText = event == Event.VALUE_STRING;
        boolean isNumber = event == Event.VALUE_NUMBER;
        return switch (field.getJavaType()) {
            case STRING ->
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
            case BYTE_STRING, MESSAGE -> unless(isText, "a string");
        };
    }

    private static Optional<String> unless(boolean right, String expected) {
        return right ? Optional.empty() : Optional.of(expected);
    }

    private Optional<Object> scalar(
            Message.Builder message, FieldDescriptor field, Event event, String path)
            throws InvalidProtocolBufferException {
        if (field.getJavaType() == JavaType.BOOLEAN) {
            return Optional.of(event == Event.VALUE_TRUE);
        }
        var text = parser.getString();
        return switch (field.getJavaType()) {
            case STRING, BOOLEAN -> Optional.of(text);
            case BYTE_STRING -> Optional.of(ByteString.copyFrom(base64(text)));
            case ENUM -> constant(field.getEnumType(), text, path);
            case INT, LONG -> Optional.of(integer(field, new BigDecimal(text)));
            case FLOAT -> Optional.of(Float.valueOf(text));
            case DOUBLE -> Optional.of(Double.valueOf(text));
            case MESSAGE -> {
                var wellKnown = message.newBuilderForField(field);
                WELL_KNOWN.merge(JSON.createValue(text).toString(), wellKnown);
                yield Optional.of(wellKnown.build());
            }
        };
    }

    /** Both alphabets of RFC 4648 are read, with and without padding. */
    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }

    private Optional<Object> constant(EnumDescriptor type, String text, String path) {
        if (INTEGER.matcher(text).matches()) {
            return Optional.of(
                    type.findValueByNumberCreatingIfUnknown(new BigDecimal(text).intValueExact()));
        }
        var named = Optional.<Object>ofNullable(type.findValueByName(text));
        if (named.isEmpty()) {
            var names =
                    type.getValues().stream()
                            .map(EnumValueDescriptor::getName)
                            .collect(Collectors.joining(", "));
            tell(unknownFields, path, "UNKNOWN_VALUE", "has a value that is none of " + names);
        }
        return named;
    }

    private static Object integer(FieldDescriptor field, BigDecimal number) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> number.intValueExact();
            case UINT32, FIXED32 -> (int) unsigned(number, Integer.SIZE);
            case UINT64, FIXED64 -> unsigned(number, Long.SIZE);
            default -> number.longValueExact();
        };
    }

    private static long unsigned(BigDecimal number, int bits) {
        var integer = number.toBigIntegerExact();
        if (integer.signum() < 0 || integer.bitLength() > bits) {
            throw new ArithmeticException("out of range");
        }
        return integer.longValue();
    }

    /** Remembers that a value is wrong, and goes on behind it. */
    private Optional<Object> wrong(Event event, String path, String expected) {
        skip(event);
        tell(violations, path, "TYPE", "must be " + expected);
        return Optional.empty();
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
