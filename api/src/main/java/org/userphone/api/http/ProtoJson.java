package org.userphone.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.userphone.api.call.ParsedRequest;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Writes and reads messages as proto3 JSON (protocol section 4). */
public final class ProtoJson {

    private ProtoJson() {}

    /** The JSON of a message, in UTF-8. */
    public static byte[] write(Message message) {
        return JsonText.of(message).getBytes(UTF_8);
    }

    /**
     * Parses a body. A blank body is the empty message. Only the first JSON value of the body
     * counts; what follows it is ignored.
     *
     * @param message gets the fields of the body
     * @return the message, with the names of those fields of the body that it does not have
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if the body is not JSON, or not JSON of
     *     this type of message. Its text names the field and does not quote the body, which may
     *     hold a phone number
     */
    public static ParsedRequest read(byte[] body, Message.Builder message) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (text.isBlank()) {
                return new ParsedRequest(message.build());
            }
            var unknownFields = StrictJson.merge(text, message);
            return new ParsedRequest(message.build(), unknownFields);
        } catch (CharacterCodingException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body is not UTF-8");
        }
    }
}
