package org.userphone.ear.caller;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor;

import io.grpc.Channel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.function.BiFunction;
import org.userphone.api.contract.ReturnPhoneVerificationCode;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UserServiceGrpc;
import org.userphone.api.contract.VerifyPhoneRequest;

/**
 * A Java program with the client jar and a transport of gRPC on its class path, and nothing else;
 * docs/getting-started.md shows lines of it. Called with the address of the gRPC port and a token,
 * it sets the number of alice and proves it with a wrong code and the right one; it tells what came
 * of the two.
 */
public final class GrpcCaller implements BiFunction<String, String, List<String>> {

    @Override
    public List<String> apply(String address, String token) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER), "Bearer " + token);
        var channel =
                ManagedChannelBuilder.forTarget(address)
                        .usePlaintext()
                        .intercept(newAttachHeadersInterceptor(headers))
                        .build();
        try {
            var set =
                    UserServiceGrpc.newBlockingStub(channel)
                            .setPhone(
                                    SetPhoneRequest.newBuilder()
                                            .setUserId("alice")
                                            .setPhone("+41791234567")
                                            .setReturnCode(ReturnPhoneVerificationCode.newBuilder())
                                            .build());
            return List.of(prove(channel, "wrong"), prove(channel, set.getVerificationCode()));
        } finally {
            channel.shutdownNow();
        }
    }

    private static String prove(Channel channel, String code) {
        try {
            UserServiceGrpc.newBlockingStub(channel)
                    .verifyPhone(
                            VerifyPhoneRequest.newBuilder()
                                    .setUserId("alice")
                                    .setVerificationCode(code)
                                    .build());
            return "proved";
        } catch (StatusRuntimeException e) {
            return StatusProto.fromThrowable(e).getMessage();
        }
    }
}
