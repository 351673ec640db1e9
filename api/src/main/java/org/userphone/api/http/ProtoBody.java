package org.userphone.api.http;

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
import org.userphone.api.call.Bodies;

/**
 * Reads and writes the messages of the contract for JAX-RS, as JSON. A body is JSON whatever its
 * Content-Type says (protocol section 3.5).
 */
@Provider
public class ProtoBody implements MessageBodyReader<Message>, MessageBodyWriter<Message> {

    /** The empty message of each generated class, which has a static method for it. */
    private static final ClassValue<Message> EMPTY =
            new ClassValue<>() {
                @Override
                protected Message computeValue(Class<?> type) {
                    try {
                        return (Message) type.getMethod("getDefaultInstance").invoke(null);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(type + " is no generated message", e);
                    }
                }
            };

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
        var message = EMPTY.get(type).newBuilderForType();
        ProtoJson.read(Bodies.read(in), message);
        return message.build();
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
