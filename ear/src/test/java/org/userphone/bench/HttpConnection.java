package org.userphone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection of HTTP/1.1 for every wire form but gRPC. Just enough of the protocol: what the
 * client does costs the processors that the program wants, too.
 */
final class HttpConnection implements Connections.Connection {

    private static final int OK = 200;

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    private final Form form;
    private final URI base;
    private Socket socket;
    private InputStream in;

    HttpConnection(Form form, URI base) {
        this.form = form;
        this.base = base;
    }

    @Override
    public Message call(Request request) throws IOException {
        try {
            if (socket == null) {
                socket = new Socket(base.getHost(), base.getPort());
                socket.setTcpNoDelay(true);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(packed(request));
            return unpacked(request, read());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private byte[] packed(Request request) throws IOException {
        var path = form.hasPaths() ? request.path() : "/" + request.method().getFullMethodName();
        var verb = form.hasPaths() ? request.verb() : "POST";
        var body = verb.equals("GET") ? new byte[0] : form.codec().pack(request.message());
        var head = new StringBuilder(verb + " " + path + " HTTP/1.1\r\n");
        head.append("Host: ").append(base.getAuthority());
        head.append("\r\nContent-Type: ").append(form.mediaType());
        head.append("\r\nContent-Length: ").append(body.length);
        request.token().ifPresent(it -> head.append("\r\nAuthorization: Bearer ").append(it));
        head.append("\r\n\r\n");
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(ISO_8859_1));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        var length = headers.get("content-length");
        var body = length == null ? chunks() : exactly(Integer.parseInt(length));
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Answer(status, headers, body);
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("half an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("no whole answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
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
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
