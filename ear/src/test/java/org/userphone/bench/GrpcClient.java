package org.userphone.bench;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Native gRPC by grpc-java, all calls over one connection, as its clients have it. */
final class GrpcClient implements Client {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER);

    private final ManagedChannel connection;

    GrpcClient(InetSocketAddress address) {
        connection =
                NettyChannelBuilder.forAddress(address).usePlaintext().directExecutor().build();
    }

    @Override
    public CompletableFuture<Message> send(Request request) {
        var answer = new Answer();
        ClientCalls.asyncUnaryCall(
                request.token()
                        .map(this::authorized)
                        .orElse(connection)
                        .newCall(request.method(), CallOptions.DEFAULT),
                request.message(),
                answer);
        return answer.future;
    }

    private Channel authorized(String token) {
        var metadata = new Metadata();
        metadata.put(AUTHORIZATION, "Bearer " + token);
        return ClientInterceptors.intercept(
                connection, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    @Override
    public void close() {
        connection.shutdownNow();
    }

    private static final class Answer implements StreamObserver<Message> {

        private final CompletableFuture<Message> future = new CompletableFuture<>();
        private Message message;

        @Override
        public void onNext(Message only) {
            message = only;
        }

        @Override
        public void onCompleted() {
            future.complete(message);
        }

        @Override
        public void onError(Throwable thrown) {
            future.complete(StatusProto.fromThrowable(thrown));
        }
    }
}
