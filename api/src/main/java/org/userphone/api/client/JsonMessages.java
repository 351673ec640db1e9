package org.userphone.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Internal;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorDetailsProto;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.userphone.api.contract.ErrorDetail;

/**
 * Writes and reads the messages of the contract as proto3 JSON. Fields that this version of the
 * contract does not know are ignored, so that a newer server may send them.
 */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class JsonMessages implements MessageBodyReader<Message>, MessageBodyWriter<Message> {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();

    /** With the types that the details of a {@code google.rpc.Status} may have. */
    private static final JsonFormat.Parser PARSER =
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .usingTypeRegistry(
                            TypeRegistry.newBuilder()
                                    .add(ErrorDetail.getDescriptor())
                                    .add(ErrorDetailsProto.getDescriptor().getMessageTypes())
                                    .build());

    /**
     * Parses a message.
     *
     * @throws InvalidProtocolBufferException if the text is not JSON of this type of message
     */
    static <T extends Message> T read(String json, Class<T> type)
            throws InvalidProtocolBufferException {
        var message = Internal.getDefaultInstance(type).newBuilderForType();
        PARSER.merge(json, message);
        return type.cast(message.build());
    }

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
            InputStream in)
            throws IOException {
        return read(new String(in.readAllBytes(), UTF_8), type);
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
        out.write(PRINTER.print(message).getBytes(UTF_8));
    }
}
