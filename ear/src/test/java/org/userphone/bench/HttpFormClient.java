package org.userphone.bench;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Every wire form but gRPC, by the HTTP client of the JDK. */
final class HttpFormClient implements Client {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Form form;
    private final URI base;
    private final HttpClient http;

    HttpFormClient(Form form, URI base, Version version) {
        this.form = form;
        this.base = base;
        this.http = HttpClient.newBuilder().version(version).build();
        open(version);
    }

    /** Makes the first connection, which over HTTP/2 is the only one then. */
    private void open(Version version) {
        try {
            var request = HttpRequest.newBuilder(base.resolve("/health/live")).build();
            var answer = http.send(request, BodyHandlers.discarding());
            if (answer.version() != version) {
                throw new IllegalStateException("the program speaks " + answer.version());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletableFuture<Message> send(Request request) {
        try {
            return http.sendAsync(packed(request), BodyHandlers.ofByteArray())
                    .thenApply(answer -> unpacked(request, answer));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HttpRequest packed(Request request) throws IOException {
        var path = form.hasPaths() ? request.path() : "/" + request.method().getFullMethodName();
        var verb = form.hasPaths() ? request.verb() : "POST";
        var http =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", form.mediaType())
                        .method(
                                verb,
                                verb.equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(
                                                form.codec().pack(request.message())));
        request.token().ifPresent(token -> http.header("Authorization", "Bearer " + token));
        return http.build();
    }

    private Message unpacked(Request request, HttpResponse<byte[]> answer) {
        try {
            var refusal = answer.headers().firstValueAsLong("grpc-status");
            if (refusal.isPresent()) {
                return status((int) refusal.getAsLong(), answer);
            }
            if (answer.statusCode() == OK) {
                var answers =
                        (PrototypeMarshaller<Message>) request.method().getResponseMarshaller();
                return form.codec().unpack(answer.body(), answers.getMessagePrototype());
            }
            boolean isUnauthorized = answer.statusCode() == UNAUTHORIZED;
            return status(isUnauthorized ? Code.UNAUTHENTICATED_VALUE : Code.UNKNOWN_VALUE, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Status status(int code, HttpResponse<?> answer) {
        return Status.newBuilder().setCode(code).setMessage("HTTP " + answer.statusCode()).build();
    }
}
