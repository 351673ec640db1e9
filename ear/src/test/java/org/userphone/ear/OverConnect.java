package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.userphone.api.status.HttpStatus;

/** Connect, binary or JSON. */
record OverConnect(String mediaType) implements WireForm {

    private boolean isJson() {
        return mediaType.endsWith("json");
    }

    /** Connect takes nothing at all for no JSON, unlike the paths. */
    @Override
    public Optional<Message> call(
            Program program, String rpc, String request, Map<String, String> head) {
        return (isJson()
                        ? Optional.of(request.getBytes(UTF_8)).filter(body -> body.length > 0)
                        : WireForm.message(rpc, request).map(Message::toByteArray))
                .map(body -> answer(rpc, send(program, rpc, body, head)));
    }

    HttpResponse<byte[]> send(Program program, String rpc, byte[] body, Map<String, String> head) {
        var wire = new Wire(program.http());
        var request =
                wire.request("/" + WireForm.method(rpc).getFullMethodName(), null)
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofByteArray(body));
        head.forEach(request::header);
        return wire.sendForBytes(request);
    }

    Message answer(String rpc, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            return refusal(answer);
        }
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(mediaType);
        try {
            return isJson()
                    ? WireForm.answer(rpc, new String(answer.body(), UTF_8))
                    : WireForm.prototype(WireForm.method(rpc).getResponseMarshaller())
                            .getParserForType()
                            .parseFrom(answer.body());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static Status refusal(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var error = json(answer.body());
        var name = error.getString("code").toUpperCase(Locale.ROOT);
        var code = Code.valueOf(name.equals("CANCELED") ? "CANCELLED" : name);
        assertThat(answer.statusCode()).isEqualTo(HttpStatus.of(code.getNumber()));
        var refusal =
                Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(error.getString("message"));
        if (error.containsKey("details")) {
            error.getJsonArray("details").getValuesAs(JsonObject.class).stream()
                    .map(OverConnect::detail)
                    .forEach(refusal::addDetails);
        }
        return refusal.build();
    }

    private static Any detail(JsonObject detail) {
        return Any.newBuilder()
                .setTypeUrl("type.googleapis.com/" + detail.getString("type"))
                .setValue(
                        ByteString.copyFrom(Base64.getDecoder().decode(detail.getString("value"))))
                .build();
    }

    static JsonObject json(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        }
    }

    @Override
    public String toString() {
        return isJson() ? "Connect-JSON" : "Connect-proto";
    }
}
