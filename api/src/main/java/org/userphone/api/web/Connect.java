package org.userphone.api.web;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.Form;
import org.userphone.api.call.Gunzip;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.call.Rpc;
import org.userphone.api.http.ProtoJson;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Unary calls of Connect: the body is the message, in binary form or in JSON. A refusal is JSON,
 * with the HTTP status of its code.
 *
 * @param mediaType of the request, and so of the answer: {@link #JSON} or {@link #PROTO}
 * @see <a href="https://connectrpc.com/docs/protocol">Connect protocol reference</a>
 */
record Connect(String mediaType) implements WebForm {

    static final String JSON = "application/json";
    static final String PROTO = "application/proto";

    /** A constant, because looking the provider up takes longer than writing a refusal. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private static final Pattern TIMEOUT = Pattern.compile("[0-9]{1,10}");

    private boolean isJson() {
        return mediaType.equals(JSON);
    }

    @Override
    public Form name() {
        return Form.CONNECT;
    }

    @Override
    public ParsedRequest read(Rpc rpc, HttpServletRequest head, InputStream body) {
        var version = head.getHeader("Connect-Protocol-Version");
        if (version != null && !version.equals("1")) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "Connect-Protocol-Version must be 1 or absent");
        }
        boolean isCompressed = Gzip.isNamed(head.getHeader(HttpHeaders.CONTENT_ENCODING));
        var sent = isCompressed ? unpacked(body) : Bodies.read(body);
        return isJson() ? json(rpc, sent) : rpc.read(sent);
    }

    private static ParsedRequest json(Rpc rpc, byte[] sent) {
        if (sent.length == 0) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "zero-length payload is not a valid JSON object");
        }
        return ProtoJson.read(sent, rpc.newRequest());
    }

    private static byte[] unpacked(InputStream body) {
        return Gunzip.unpack(Bodies.read(body, Gunzip.MAX_BYTES + 1));
    }

    @Override
    public Deadline deadline(HttpServletRequest head) {
        var timeout = head.getHeader("Connect-Timeout-Ms");
        if (timeout == null) {
            return Deadline.NONE;
        }
        if (!TIMEOUT.matcher(timeout).matches()) {
            throw new Rejection(Reason.INVALID_REQUEST, "invalid Connect-Timeout-Ms");
        }
        return Deadline.in(Duration.ofMillis(Long.parseLong(timeout)));
    }

    @Override
    public Response answer(Message message, HttpServletRequest head) {
        var bytes = isJson() ? ProtoJson.write(message) : message.toByteArray();
        return Gzip.isWanted(head.getHeader(HttpHeaders.ACCEPT_ENCODING), bytes)
                ? Response.ok(Gzip.pack(bytes), mediaType)
                        .header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME)
                        .build()
                : Response.ok(bytes, mediaType).build();
    }

    @Override
    public void refuse(Status status, ContainerResponseContext response) {
        response.setEntity(error(status).toString().getBytes(StandardCharsets.UTF_8));
        response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, JSON);
    }

    private static JsonObject error(Status status) {
        var error =
                PROVIDER.createObjectBuilder()
                        .add("code", name(Code.forNumber(status.getCode())))
                        .add("message", status.getMessage());
        var details = PROVIDER.createArrayBuilder();
        status.getDetailsList().stream().map(Connect::detail).forEach(details::add);
        return (status.getDetailsCount() == 0 ? error : error.add("details", details)).build();
    }

    /** The name that gRPC has, in small letters; only CANCELLED has another spelling in Connect. */
    private static String name(Code code) {
        return code == Code.CANCELLED ? "canceled" : code.name().toLowerCase(Locale.ROOT);
    }

    /** A detail in binary form, and once more as JSON for people who read the answer. */
    private static JsonObject detail(Any detail) {
        var debug = PROVIDER.createObjectBuilder();
        try (var json = PROVIDER.createReader(new ByteArrayInputStream(ProtoJson.write(detail)))) {
            json.readObject().forEach(debug::add);
        }
        return PROVIDER.createObjectBuilder()
                .add("type", detail.getTypeUrl().substring(detail.getTypeUrl().indexOf('/') + 1))
                .add(
                        "value",
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(detail.getValue().toByteArray()))
                .add("debug", debug.remove("@type"))
                .build();
    }
}
