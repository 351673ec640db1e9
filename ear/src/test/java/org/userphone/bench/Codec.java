package org.userphone.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a message stands in a body. */
enum Codec {
    PROTO {
        @Override
        byte[] pack(Message message) {
            return message.toByteArray();
        }

        @Override
        Message unpack(byte[] body, Message prototype) throws InvalidProtocolBufferException {
            return prototype.getParserForType().parseFrom(body);
        }
    },

    JSON {
        @Override
        byte[] pack(Message message) throws InvalidProtocolBufferException {
            return PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        Message unpack(byte[] body, Message prototype) throws InvalidProtocolBufferException {
            var message = prototype.newBuilderForType();
            PARSER.merge(new String(body, StandardCharsets.UTF_8), message);
            return message.build();
        }
    },

    /**
     * gRPC-Web: a frame with the message, and in answers one with trailers that say that is all.
     */
    FRAMES {
        @Override
        byte[] pack(Message message) {
            var bytes = message.toByteArray();
            return ByteBuffer.allocate(FRAME_HEAD + bytes.length)
                    .put((byte) 0)
                    .putInt(bytes.length)
                    .put(bytes)
                    .array();
        }

        @Override
        Message unpack(byte[] body, Message prototype) throws IOException {
            try {
                var frames = ByteBuffer.wrap(body);
                var message = frame(0, frames);
                var trailers = new String(frame(TRAILERS, frames), StandardCharsets.US_ASCII);
                if (!trailers.equals("grpc-status:0\r\n") || frames.hasRemaining()) {
                    throw new IOException("not the end of an answer: " + trailers);
                }
                return PROTO.unpack(message, prototype);
            } catch (BufferUnderflowException e) {
                throw new IOException("half an answer", e);
            }
        }
    },

    FRAMES_IN_BASE64 {
        @Override
        byte[] pack(Message message) throws IOException {
            return Base64.getEncoder().encode(FRAMES.pack(message));
        }

        @Override
        Message unpack(byte[] body, Message prototype) throws IOException {
            return FRAMES.unpack(Base64.getDecoder().decode(body), prototype);
        }
    };

    private static final int FRAME_HEAD = 5;
    private static final byte TRAILERS = (byte) 0x80;
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    abstract byte[] pack(Message message) throws IOException;

    /**
     * @throws IOException if the body is not one whole answer
     */
    abstract Message unpack(byte[] body, Message prototype) throws IOException;

    private static byte[] frame(int flags, ByteBuffer frames) throws IOException {
        if (frames.get() != flags) {
            throw new IOException("not the frame that was expected");
        }
        var content = new byte[Math.min(frames.getInt(), frames.remaining())];
        frames.get(content);
        return content;
    }
}
