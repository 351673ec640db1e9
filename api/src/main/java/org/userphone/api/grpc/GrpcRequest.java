package org.userphone.api.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.userphone.api.call.InFlight;

/**
 * A gRPC request: its id, its metadata and its line in the log. {@link
 * org.userphone.api.http.RequestFilter} does the same for HTTP.
 */
final class GrpcRequest {

    private static final System.Logger LOG = System.getLogger(GrpcRequest.class.getName());
    private static final Context.Key<GrpcRequest> CURRENT = Context.key("org.userphone.request");
    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> CACHE_CONTROL = key("cache-control");

    private final String id = InFlight.newId();
    private final long start = System.nanoTime();
    private final Metadata metadata;
    private final String peer;
    private Status status = Status.CANCELLED;

    private GrpcRequest(Metadata metadata, SocketAddress peer) {
        this.metadata = metadata;
        this.peer =
                peer instanceof InetSocketAddress internet
                        ? internet.getAddress().getHostAddress()
                        : "";
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, ASCII_STRING_MARSHALLER);
    }

    /** The request of the current context. */
    static GrpcRequest current() {
        return CURRENT.get();
    }

    /** The id, as in {@code x-request-id}. */
    String id() {
        return id;
    }

    /** The address at the other end of the connection; empty if it is no internet address. */
    String peer() {
        return peer;
    }

    /** The values of a metadata entry, one for each time that the request has it. */
    List<String> metadata(String name) {
        return Stream.ofNullable(metadata.getAll(key(name)))
                .flatMap(values -> StreamSupport.stream(values.spliterator(), false))
                .toList();
    }

    private <I, O> ServerCall<I, O> identified(ServerCall<I, O> call) {
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata headers) {
                headers.put(REQUEST_ID, id);
                headers.put(CACHE_CONTROL, "no-store");
                super.sendHeaders(headers);
            }

            @Override
            public void close(Status end, Metadata trailers) {
                status = end;
                if (!end.isOk()) {
                    trailers.put(REQUEST_ID, id);
                }
                super.close(end, trailers);
            }
        };
    }

    private void log(ServerCall<?, ?> call) {
        LOG.log(
                Level.INFO,
                String.join(
                        " ",
                        "gRPC",
                        call.getMethodDescriptor().getFullMethodName(),
                        status.getCode().name(),
                        Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)),
                        "request=" + id));
    }

    /**
     * Makes a GrpcRequest for every call, and counts it in {@link InFlight} until its answer is
     * sent.
     */
    record Counted(InFlight inFlight) implements ServerInterceptor {

        @Override
        public <I, O> Listener<I> interceptCall(
                ServerCall<I, O> call, Metadata metadata, ServerCallHandler<I, O> next) {
            var request =
                    new GrpcRequest(
                            metadata, call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            var identified = request.identified(call);
            if (!inFlight.enter()) {
                identified.close(
                        Status.UNAVAILABLE.withDescription("userphone is stopping"),
                        new Metadata());
                return new Listener<>() {};
            }
            var context = Context.current().withValue(CURRENT, request);
            return new SimpleForwardingServerCallListener<>(
                    io.grpc.Contexts.interceptCall(context, identified, metadata, next)) {
                @Override
                public void onComplete() {
                    end();
                    super.onComplete();
                }

                @Override
                public void onCancel() {
                    request.status = Status.CANCELLED;
                    end();
                    super.onCancel();
                }

                private void end() {
                    inFlight.leave();
                    request.log(call);
                }
            };
        }
    }
}
