package org.userphone.ear;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** gRPC-Web, binary or text. */
record OverGrpcWeb(String mediaType) implements WireForm {

    private boolean isText() {
        return mediaType.contains("-text");
    }

    @Override
    public Optional<Message> call(
            Program program, String rpc, String request, Map<String, String> head) {
        return WireForm.message(rpc, request)
                .map(
                        message ->
                                answer(
                                        rpc,
                                        send(program, rpc, frame(message.toByteArray()), head)));
    }

    /** Sends a body as it is, but for the text form's Base64. */
    HttpResponse<byte[]> send(Program program, String rpc, byte[] body, Map<String, String> head) {
        var wire = new Wire(program.http());
        var request =
                wire.request("/" + WireForm.method(rpc).getFullMethodName(), null)
                        .header("Content-Type", mediaType)
                        .POST(
                                BodyPublishers.ofByteArray(
                                        isText() ? Base64.getEncoder().encode(body) : body));
        head.forEach(request::header);
        return wire.sendForBytes(request);
    }

    static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** One frame of data and one of trailers, or trailers in the head and nothing else. */
    Message answer(String rpc, HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(mediaType);
        var body =
                ByteBuffer.wrap(
                        isText() ? Base64.getDecoder().decode(answer.body()) : answer.body());
        if (!body.hasRemaining()) {
            return refusal(answer);
        }
        assertThat(body.get()).isZero();
        var message = new byte[body.getInt()];
        body.get(message);
        assertThat(body.get()).isEqualTo((byte) 0x80);
        var trailers = new byte[body.getInt()];
        body.get(trailers);
        assertThat(new String(trailers, US_ASCII)).isEqualTo("grpc-status:0\r\n");
        assertThat(body.hasRemaining()).isFalse();
        try {
            return WireForm.prototype(WireForm.method(rpc).getResponseMarshaller())
                    .getParserForType()
                    .parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Status refusal(HttpResponse<byte[]> answer) {
        var details = Base64.getDecoder().decode(header(answer, "grpc-status-details-bin"));
        try {
            return WireForm.consistent(
                    Status.parseFrom(details),
                    Integer.parseInt(header(answer, "grpc-status")),
                    URLDecoder.decode(header(answer, "grpc-message").replace("+", "%2B"), UTF_8));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    @Override
    public String toString() {
        return isText() ? "gRPC-Web-text" : "gRPC-Web";
    }
}
