package org.userphone.api.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.userphone.api.call.RequestRecord;

/**
 * A gRPC request: its metadata, its status and its line in the log. {@link
 * org.userphone.api.http.RequestFilter} does the same for HTTP.
 */
final class GrpcRequest {

    private static final System.Logger LOG = System.getLogger(GrpcRequest.class.getName());
    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> CACHE_CONTROL = key("cache-control");

    private final RequestRecord record;
    private final Metadata metadata;
    private final String peer;
    private volatile Status status = Status.CANCELLED;

    /**
     * @param connection what grpc-java knows of the connection
     */
    GrpcRequest(RequestRecord record, Metadata metadata, Attributes connection) {
        this.record = record;
        this.metadata = metadata;
        this.peer =
                connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                                instanceof InetSocketAddress internet
                        ? internet.getAddress().getHostAddress()
                        : "";
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, ASCII_STRING_MARSHALLER);
    }

    RequestRecord record() {
        return record;
    }

    /** The address at the other end of the connection; empty if it is no internet address. */
    String peer() {
        return peer;
    }

    /** The values of a metadata entry, one for each time that the request has it. */
    List<String> metadata(String name) {
        return values(metadata, name);
    }

    /** As above, of any metadata. */
    static List<String> values(Metadata metadata, String name) {
        return Stream.ofNullable(metadata.getAll(key(name)))
                .flatMap(values -> StreamSupport.stream(values.spliterator(), false))
                .toList();
    }

    /** The call, whose answer shows the id. */
    <I, O> ServerCall<I, O> identified(ServerCall<I, O> call) {
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata headers) {
                headers.put(REQUEST_ID, record.id());
                headers.put(CACHE_CONTROL, "no-store");
                super.sendHeaders(headers);
            }

            @Override
            public void close(Status end, Metadata trailers) {
                status = end;
                if (!end.isOk()) {
                    trailers.put(REQUEST_ID, record.id());
                }
                super.close(end, trailers);
            }
        };
    }

    /** Notes that the client did not get the answer. */
    void cancelled() {
        status = Status.CANCELLED;
    }

    /** Writes the line of the log, when the call has ended. */
    void log(ServerCall<?, ?> call) {
        LOG.log(
                Level.INFO,
                record.line(
                        "gRPC",
                        call.getMethodDescriptor().getFullMethodName(),
                        status.getCode().name()));
    }
}
