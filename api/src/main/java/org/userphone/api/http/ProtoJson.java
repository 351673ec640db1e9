package org.userphone.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Messages as proto3 JSON (protocol section 4). */
public final class ProtoJson {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .usingTypeRegistry(
                            TypeRegistry.newBuilder()
                                    .add(ErrorDetail.getDescriptor())
                                    .add(RequestInfo.getDescriptor())
                                    .add(RetryInfo.getDescriptor())
                                    .build());
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private ProtoJson() {}

    public static byte[] write(Message message) {
        try {
            return PRINTER.print(message).getBytes(UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer holds a type that is not registered", e);
        }
    }

    /**
     * Reads the first JSON value of a body; nothing at all is the empty message, and what comes
     * after the value is ignored.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is not JSON, or not JSON of this
     *     message; the text names the field, and never quotes the body, which may hold a number
     */
    public static void read(byte[] body, Message.Builder message) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (!text.isBlank()) {
                var json = StrictJson.read(text, message.getDescriptorForType());
                PARSER.merge(json.toString(), message);
            }
        } catch (CharacterCodingException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body is not UTF-8");
        } catch (InvalidProtocolBufferException e) {
            throw new Rejection(
                    Reason.INVALID_REQUEST,
                    "body is not a " + message.getDescriptorForType().getName());
        }
    }
}
