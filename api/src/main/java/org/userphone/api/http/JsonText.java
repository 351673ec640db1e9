package org.userphone.api.http;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.userphone.api.contract.ErrorDetail;

/**
 * The proto3 JSON of a message (protocol section 4), letter for letter as the protobuf library
 * writes it. The library formats each time of an answer by the rules of a language, which allocates
 * twice as much as all the rest of a user; so it writes the other messages of {@code
 * google.protobuf} only.
 */
final class JsonText {

    private static final JsonFormat.Printer LIBRARY =
            JsonFormat.printer().omittingInsignificantWhitespace();

    private static final String HEX = "0123456789abcdef";

    /** The fields of each message in the order in which they are written. */
    private static final Map<Descriptor, List<FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    /** What an {@link Any} of an answer may hold, which are the details of a failure, by name. */
    private static final Map<String, Message> DETAILS =
            Stream.of(
                            BadRequest.getDefaultInstance(),
                            ErrorDetail.getDefaultInstance(),
                            ErrorInfo.getDefaultInstance(),
                            Help.getDefaultInstance(),
                            RequestInfo.getDefaultInstance(),
                            RetryInfo.getDefaultInstance())
                    .collect(
                            toMap(
                                    detail -> detail.getDescriptorForType().getFullName(),
                                    Function.identity()));

    private final StringBuilder text = new StringBuilder(512);

    private JsonText() {}

    /**
     * @throws IllegalStateException if the message holds an {@link Any} of an unknown type
     */
    static String of(Message message) {
        var json = new JsonText();
        try {
            json.message(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message is not what its type says", e);
        }
        return json.text.toString();
    }

    private void message(Message message) throws InvalidProtocolBufferException {
        if (message instanceof Timestamp time) {
            text.append('"');
            text.append(Instant.ofEpochSecond(time.getSeconds(), time.getNanos())).append('"');
        } else if (message instanceof Any any) {
            detail(any);
        } else if (message.getDescriptorForType().getFullName().startsWith("google.protobuf.")) {
            text.append(LIBRARY.print(message));
        } else {
            text.append('{');
            fields(message, text.length());
            text.append('}');
        }
    }

    private void detail(Any any) throws InvalidProtocolBufferException {
        var url = any.getTypeUrl();
        var detail = DETAILS.get(url.substring(url.lastIndexOf('/') + 1));
        if (detail == null) {
            throw new IllegalStateException("a message holds an unknown detail: " + url);
        }
        text.append('{');
        int before = text.length();
        text.append("\"@type\":");
        string(url);
        fields(detail.getParserForType().parseFrom(any.getValue()), before);
        text.append('}');
    }

    /**
     * @param before where the text of the message begins
     */
    private void fields(Message message, int before) throws InvalidProtocolBufferException {
        var type = message.getDescriptorForType();
        for (var field : FIELDS.computeIfAbsent(type, JsonText::byNumber)) {
            if (field.isRepeated()) {
                list(message, field, before);
            } else if (message.hasField(field)) {
                name(field, before);
                value(field, message.getField(field));
            }
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
                text.append(field.isMapField() ? '{' : '[');
            } else {
                text.append(',');
            }
            var value = message.getRepeatedField(field, i);
            if (field.isMapField()) {
                entry(field.getMessageType().getFields(), (Message) value);
            } else {
                value(field, value);
            }
        }
        if (count > 0) {
            text.append(field.isMapField() ? '}' : ']');
        }
    }

    private void entry(List<FieldDescriptor> keyAndValue, Message entry)
            throws InvalidProtocolBufferException {
        string(String.valueOf(entry.getField(keyAndValue.get(0))));
        text.append(':');
        value(keyAndValue.get(1), entry.getField(keyAndValue.get(1)));
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
