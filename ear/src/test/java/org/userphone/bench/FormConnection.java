package org.userphone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.io.IOException;
import java.net.URI;
import org.userphone.bench.HttpConnection.Answer;

/** A client's connection for every wire form but gRPC. */
final class FormConnection implements Connections.Connection {

    private static final int OK = 200;

    private final Form form;
    private final HttpConnection http;

    FormConnection(Form form, URI base) {
        this.form = form;
        this.http = new HttpConnection(base);
    }

    @Override
    public Message call(Request request) throws IOException {
        var path = form.hasPaths() ? request.path() : "/" + request.method().getFullMethodName();
        var verb = form.hasPaths() ? request.verb() : "POST";
        var body = verb.equals("GET") ? new byte[0] : form.codec().pack(request.message());
        var token = request.token().map(it -> "Authorization: Bearer " + it + "\r\n").orElse("");
        var headers = "Content-Type: " + form.mediaType() + "\r\n" + token;
        return unpacked(request, http.send(verb + " " + path, headers, body));
    }

    private Message unpacked(Request request, Answer answer) throws IOException {
        var refusal = answer.headers().get("grpc-status");
        if (refusal != null) {
            return refusal(Integer.parseInt(refusal), answer);
        }
        if (answer.status() == OK) {
            var answers = (PrototypeMarshaller<Message>) request.method().getResponseMarshaller();
            return form.codec().unpack(answer.body(), answers.getMessagePrototype());
        }
        var code =
                switch (answer.status()) {
                    case 400 -> Code.INVALID_ARGUMENT;
                    case 401 -> Code.UNAUTHENTICATED;
                    case 503 -> Code.UNAVAILABLE;
                    default -> Code.UNKNOWN;
                };
        return refusal(code.getNumber(), answer);
    }

    private static Status refusal(int code, Answer answer) {
        return Status.newBuilder()
                .setCode(code)
                .setMessage("HTTP " + answer.status() + " " + new String(answer.body(), ISO_8859_1))
                .build();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
