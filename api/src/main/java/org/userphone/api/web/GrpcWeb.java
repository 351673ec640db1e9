package org.userphone.api.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.Form;
import org.userphone.api.call.Gunzip;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.call.Rpc;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Unary calls of gRPC-Web, in binary form and in Base64 text. A message is in a frame that begins
 * with one byte of flags and four bytes of length; the last frame of an answer holds gRPC's
 * trailers. A refusal has no frames: its trailers are headers of the answer.
 *
 * @param mediaType of the request, and so of the answer
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md">PROTOCOL-WEB</a>
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">PROTOCOL-HTTP2</a>
 */
record GrpcWeb(String mediaType) implements WebForm {

    static final String BINARY = "application/grpc-web";
    static final String TEXT = "application/grpc-web-text";
    static final String PROTO = "+proto";

    private static final int FRAME_HEADER_BYTES = 5;
    private static final int COMPRESSED = 1;
    private static final int TRAILERS = 0x80;
    private static final String ENCODING = "grpc-encoding";
    private static final byte[] OK = "grpc-status:0\r\n".getBytes(US_ASCII);
    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private boolean isText() {
        return mediaType.startsWith(TEXT);
    }

    @Override
    public Form name() {
        return Form.GRPC_WEB;
    }

    @Override
    public ParsedRequest read(Rpc rpc, HttpServletRequest head, InputStream body) {
        // Base64 makes a message longer by a third, so twice the limit is enough to read.
        var sent = Bodies.read(body, 2 * (Bodies.MAX_BYTES + FRAME_HEADER_BYTES));
        var frame = ByteBuffer.wrap(isText() ? decoded(sent) : sent);
        if (frame.remaining() < FRAME_HEADER_BYTES) {
            throw malformed();
        }
        int flags = frame.get();
        var message = new byte[frame.remaining() - Integer.BYTES];
        boolean isWhole = frame.getInt() == message.length;
        Bodies.checked(message);
        if ((flags & ~COMPRESSED) != 0 || !isWhole) {
            throw malformed();
        }
        frame.get(message);
        boolean isCompressed = Gzip.isNamed(head.getHeader(ENCODING)) && flags == COMPRESSED;
        return rpc.read(isCompressed ? Gunzip.unpack(message) : message);
    }

    private static Rejection malformed() {
        return new Rejection(Reason.INVALID_REQUEST, "body is not one message of gRPC-Web");
    }

    /** Decodes Base64 that may consist of several pieces, each of them padded. */
    private static byte[] decoded(byte[] text) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (var piece : new String(text, US_ASCII).strip().split("(?<==)(?=[^=])")) {
                bytes.writeBytes(Base64.getDecoder().decode(piece));
            }
            return bytes.toByteArray();
        } catch (IllegalArgumentException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "body is not Base64");
        }
    }

    @Override
    public Deadline deadline(HttpServletRequest head) {
        var timeout = head.getHeader("grpc-timeout");
        if (timeout == null) {
            return Deadline.NONE;
        }
        var parts = TIMEOUT.matcher(timeout);
        if (!parts.matches()) {
            throw new Rejection(Reason.INVALID_REQUEST, "invalid grpc-timeout");
        }
        return Deadline.in(span(Long.parseLong(parts.group(1)), parts.group(2)));
    }

    private static Duration span(long count, String unit) {
        return switch (unit) {
            case "H" -> Duration.ofHours(count);
            case "M" -> Duration.ofMinutes(count);
            case "S" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMillis(count);
            case "u" -> Duration.ofNanos(1000 * count);
            default -> Duration.ofNanos(count);
        };
    }

    @Override
    public Response answer(Message message, HttpServletRequest head) {
        var bytes = message.toByteArray();
        boolean packs = Gzip.isWanted(head.getHeader("grpc-accept-encoding"), bytes);
        var frames = new ByteArrayOutputStream();
        frame(packs ? COMPRESSED : 0, packs ? Gzip.pack(bytes) : bytes, frames);
        frame(TRAILERS, OK, frames);
        var body = frames.toByteArray();
        return Response.ok(isText() ? Base64.getEncoder().encode(body) : body, mediaType)
                .header(ENCODING, packs ? Gzip.NAME : "identity")
                .build();
    }

    private static void frame(int flags, byte[] content, ByteArrayOutputStream frames) {
        frames.write(flags);
        frames.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        frames.writeBytes(content);
    }

    @Override
    public void refuse(Status status, ContainerResponseContext response) {
        response.setStatus(Response.Status.OK.getStatusCode());
        response.setEntity(new byte[0]);
        var head = response.getHeaders();
        head.putSingle(HttpHeaders.CONTENT_TYPE, mediaType);
        head.putSingle("grpc-status", status.getCode());
        head.putSingle("grpc-message", percentEncoded(status.getMessage()));
        head.putSingle(
                "grpc-status-details-bin",
                Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray()));
    }

    /** Encodes every byte that is not printable ASCII, and the percent sign (PROTOCOL-HTTP2). */
    static String percentEncoded(String message) {
        var encoded = new StringBuilder();
        for (byte octet : message.getBytes(UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append("%%%02X".formatted(octet));
            }
        }
        return encoded.toString();
    }
}
