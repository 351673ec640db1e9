package org.userphone.api.rest;

import com.google.protobuf.Message;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Carries every message of the contract to and from JAX-RS. A body is read as JSON whatever its
 * content type says (spec section 3.5), and up to {@value #LONGEST} bytes.
 */
@Provider
public class ProtoBody implements MessageBodyReader<Message>, MessageBodyWriter<Message> {

    /** Bytes beyond which a body is refused. */
    public static final int LONGEST = 64 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] with, MediaType media) {
        return Message.class.isAssignableFrom(type);
    }

    @Override
    public Message readFrom(
            Class<Message> type,
            Type generic,
            Annotation[] with,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        var body = read(in);
        if (body.length > LONGEST) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "body is longer than " + LONGEST + " bytes");
        }
        var message = builder(type);
        ProtoJson.read(body, message);
        return message.build();
    }

    /** A body that breaks off, or never comes, is the client's fault and no failure of ours. */
    private static byte[] read(InputStream in) {
        try {
            return in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body could not be read");
        }
    }

    /** Generated classes offer their builder as a static method only. */
    private static Message.Builder builder(Class<Message> type) {
        try {
            return (Message.Builder) type.getMethod("newBuilder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no generated message", e);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] with, MediaType media) {
        return Message.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Message message,
            Class<?> type,
            Type generic,
            Annotation[] with,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(ProtoJson.write(message));
    }
}
