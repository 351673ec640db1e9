package org.userphone.api.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proto3 JSON of a message (protocol section 4), letter for letter as the protobuf library
 * writes it. The library formats each time of an answer by the rules of a language, which allocates
 * twice as much as all the rest of a user; so it writes the messages of Google's own packages only.
 */
final class JsonText {

    private static final String HEX = "0123456789abcdef";

    /** The fields of each message in the order in which they are written. */
    private static final Map<Descriptor, List<FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private final JsonFormat.Printer library;
    private final StringBuilder text = new StringBuilder(512);

    private JsonText(JsonFormat.Printer library) {
        this.library = library;
    }

    /**
     * @param library knows the types that a {@link com.google.protobuf.Any} may hold
     * @throws InvalidProtocolBufferException if there is one of another type
     */
    static String of(Message message, JsonFormat.Printer library)
            throws InvalidProtocolBufferException {
        var json = new JsonText(library);
        json.message(message);
        return json.text.toString();
    }

    private void message(Message message) throws InvalidProtocolBufferException {
        var type = message.getDescriptorForType();
        if (message instanceof Timestamp time) {
            text.append('"');
            text.append(Instant.ofEpochSecond(time.getSeconds(), time.getNanos())).append('"');
        } else if (type.getFullName().startsWith("google.")) {
            text.append(library.print(message));
        } else {
            text.append('{');
            int before = text.length();
            for (var field : FIELDS.computeIfAbsent(type, JsonText::byNumber)) {
                if (field.isRepeated()) {
                    list(message, field, before);
                } else if (message.hasField(field)) {
                    name(field, before);
                    value(field, message.getField(field));
                }
            }
            text.append('}');
        }
    }

    private static List<FieldDescriptor> byNumber(Descriptor type) {
        return type.getFields().stream().sorted().toList();
    }

    private void list(Message message, FieldDescriptor field, int before)
            throws InvalidProtocolBufferException {
        int count = message.getRepeatedFieldCount(field);
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                name(field, before);
                text.append('[');
            } else {
                text.append(',');
            }
            value(field, message.getRepeatedField(field, i));
        }
        if (count > 0) {
            text.append(']');
        }
    }

    private void name(FieldDescriptor field, int before) {
        if (text.length() > before) {
            text.append(',');
        }
        text.append('"').append(field.getJsonName()).append("\":");
    }

    private void value(FieldDescriptor field, Object value) throws InvalidProtocolBufferException {
        switch (field.getType()) {
            case STRING -> string((String) value);
            case MESSAGE -> message((Message) value);
            case ENUM -> enumeration((EnumValueDescriptor) value);
            case BOOL, INT32, SINT32, SFIXED32 -> text.append(value);
            case UINT32, FIXED32 -> text.append(Integer.toUnsignedString((Integer) value));
            case INT64, SINT64, SFIXED64 -> text.append('"').append(value).append('"');
            case UINT64, FIXED64 ->
                    text.append('"').append(Long.toUnsignedString((Long) value)).append('"');
            case BYTES -> text.append('"').append(base64((ByteString) value)).append('"');
            case FLOAT, DOUBLE, GROUP -> throw new IllegalStateException(field.getFullName());
        }
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** A value that this version of the contract does not know is a number. */
    private void enumeration(EnumValueDescriptor value) {
        if (value.getIndex() < 0) {
            text.append(value.getNumber());
        } else {
            string(value.getName());
        }
    }

    /** What could end a text in a page of HTML or in JavaScript is escaped, too. */
    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '<', '>', '&', '=', '\'', '\u2028', '\u2029' -> escape(letter);
                default -> {
                    if (letter < ' ') {
                        escape(letter);
                    } else {
                        text.append(letter);
                    }
                }
            }
        }
        text.append('"');
    }

    private void escape(char letter) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(letter >> shift & 0xf));
        }
    }
}
