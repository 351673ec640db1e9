package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.Map;
import java.util.Optional;

/** Native gRPC, by grpc-java. */
record OverGrpc() implements WireForm {

    @Override
    public Optional<Message> call(
            Program program, String rpc, String request, Map<String, String> head) {
        return WireForm.message(rpc, request).map(message -> call(program, rpc, message, head));
    }

    private static Message call(
            Program program, String rpc, Message request, Map<String, String> head) {
        var metadata = new Metadata();
        head.forEach(
                (name, value) ->
                        metadata.put(Metadata.Key.of(name, ASCII_STRING_MARSHALLER), value));
        var channel =
                ClientInterceptors.intercept(
                        program.grpc(), MetadataUtils.newAttachHeadersInterceptor(metadata));
        try {
            return ClientCalls.blockingUnaryCall(
                    channel, WireForm.method(rpc), CallOptions.DEFAULT, request);
        } catch (StatusRuntimeException e) {
            return WireForm.consistent(
                    StatusProto.fromThrowable(e),
                    e.getStatus().getCode().value(),
                    e.getStatus().getDescription());
        }
    }

    @Override
    public String toString() {
        return "gRPC";
    }
}
