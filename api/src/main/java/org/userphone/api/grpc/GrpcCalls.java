package org.userphone.api.grpc;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.CallContext;
import org.userphone.api.call.CallContexts;
import org.userphone.api.call.Rpc;
import org.userphone.api.call.Rpcs;
import org.userphone.api.metrics.Refusals;
import org.userphone.api.status.Statuses;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Deadline;
import org.userphone.domain.Deadlines;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Serves the methods of the contract over gRPC. Requests are parsed here and not by grpc-java, so
 * that a malformed one is refused with the same status as on every wire form.
 */
@ApplicationSingleton
class GrpcCalls {

    /** A shorter answer is not compressed, because that would save less than it costs. */
    private static final int MIN_COMPRESSED_BYTES = 1024;

    private static final Marshaller<byte[]> REQUESTS = new Bytes();
    private static final Marshaller<Message> ANSWERS =
            ProtoUtils.marshaller(Empty.getDefaultInstance());

    private final Rpcs rpcs;
    private final CallContexts contexts;
    private final TokenVerifier verifier;
    private final ClientAddresses addresses;
    private final Deadlines deadlines;
    private final Refusals refusals;

    @Inject
    GrpcCalls(
            Rpcs rpcs,
            CallContexts contexts,
            TokenVerifier verifier,
            ClientAddresses addresses,
            Deadlines deadlines,
            Refusals refusals) {
        this.rpcs = rpcs;
        this.contexts = contexts;
        this.verifier = verifier;
        this.addresses = addresses;
        this.deadlines = deadlines;
        this.refusals = refusals;
    }

    /** Every service of the contract. */
    List<ServerServiceDefinition> services() {
        return Rpcs.SERVICES.stream().map(this::service).toList();
    }

    private ServerServiceDefinition service(ServiceDescriptor service) {
        var methods = rpcs.of(service).map(this::method).toList();
        var descriptor =
                io.grpc.ServiceDescriptor.newBuilder(service.getFullName())
                        .setSchemaDescriptor(new Schema(service.getFile()));
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        var definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    /** A method that parses the request before it checks the token, as every wire form does. */
    private ServerMethodDefinition<byte[], Message> method(Rpc rpc) {
        return method(
                rpc.path(),
                request -> {
                    var message = rpc.read(request);
                    return rpc.call(context(), message);
                });
    }

    /**
     * Refuses every method that the contract does not have.
     *
     * @param around is called around the refusal as around a call
     */
    HandlerRegistry unknown(ServerInterceptor around) {
        return new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(String path, String authority) {
                var method =
                        method(
                                path,
                                request -> {
                                    throw new Rejection(Reason.METHOD_UNKNOWN, "Method not found");
                                });
                return method.withServerCallHandler(
                        (call, metadata) ->
                                around.interceptCall(
                                        call, metadata, method.getServerCallHandler()));
            }
        };
    }

    private ServerMethodDefinition<byte[], Message> method(
            String path, Function<byte[], Message> call) {
        return ServerMethodDefinition.create(
                MethodDescriptor.<byte[], Message>newBuilder()
                        .setType(MethodType.UNARY)
                        .setFullMethodName(path)
                        .setRequestMarshaller(REQUESTS)
                        .setResponseMarshaller(ANSWERS)
                        .build(),
                ServerCalls.asyncUnaryCall((request, answer) -> answer(request, answer, call)));
    }

    private void answer(
            byte[] request, StreamObserver<Message> observer, Function<byte[], Message> call) {
        var observed = (ServerCallStreamObserver<Message>) observer;
        // Without a handler an answer to a cancelled call would be an exception.
        observed.setOnCancelHandler(() -> {});
        try {
            AdmissionTracer.check();
            var answer = deadlines.within(deadline(), () -> call.apply(Bodies.checked(request)));
            observed.setCompression("gzip");
            observed.setMessageCompression(answer.getSerializedSize() >= MIN_COMPRESSED_BYTES);
            observed.onNext(answer);
            observed.onCompleted();
        } catch (Throwable problem) { // the boundary to gRPC
            var status = Statuses.of(problem, GrpcRequest.current().id());
            refusals.count(status);
            observed.onError(StatusProto.toStatusRuntimeException(status));
        }
    }

    private static Deadline deadline() {
        var context = Context.current();
        return Optional.ofNullable(context.getDeadline())
                .map(end -> Deadline.in(Duration.ofNanos(end.timeRemaining(NANOSECONDS))))
                .orElse(Deadline.NONE)
                .unless(context::isCancelled);
    }

    private CallContext context() {
        var request = GrpcRequest.current();
        return contexts.of(
                verifier.verifyOnly(request.metadata("authorization"))
                        .caller()
                        .at(addresses.of(request.peer(), request::metadata)),
                request.metadata("x-zitadel-orgid"),
                request.metadata("idempotency-key"));
    }

    /** The contract file that reflection shows for a service. */
    private record Schema(FileDescriptor getFileDescriptor)
            implements ProtoFileDescriptorSupplier {}

    /**
     * Reads a request as bytes, one byte more than a message may have. grpc-java has a higher
     * limit, so that {@link Bodies#checked} refuses what is too long.
     */
    private static final class Bytes implements Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream in) {
            return Bodies.read(in, Bodies.MAX_BYTES + 1);
        }
    }
}
