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
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.userphone.api.call.Bodies;
import org.userphone.api.call.Dispatcher;
import org.userphone.api.call.Form;
import org.userphone.api.call.Rpc;
import org.userphone.api.call.Rpcs;
import org.userphone.api.metrics.Refusals;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Deadline;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Serves the methods of the contract over gRPC. Requests are parsed here and not by grpc-java, so
 * that a malformed one is refused with the same status as on every wire form.
 */
@ApplicationSingleton
class GrpcCalls {

    private static final Marshaller<byte[]> REQUESTS = new Bytes();
    private static final Marshaller<Message> ANSWERS =
            ProtoUtils.marshaller(Empty.getDefaultInstance());

    private final Rpcs rpcs;
    private final Dispatcher dispatcher;
    private final Refusals refusals;

    @Inject
    GrpcCalls(Rpcs rpcs, Dispatcher dispatcher, Refusals refusals) {
        this.rpcs = rpcs;
        this.dispatcher = dispatcher;
        this.refusals = refusals;
    }

    /** Every service of the contract. */
    List<ServerServiceDefinition> services(GrpcRoom room) {
        return Rpcs.SERVICES.stream().map(service -> service(service, room)).toList();
    }

    private ServerServiceDefinition service(ServiceDescriptor service, GrpcRoom room) {
        var methods = rpcs.of(service).map(rpc -> method(rpc, room)).toList();
        var descriptor =
                io.grpc.ServiceDescriptor.newBuilder(service.getFullName())
                        .setSchemaDescriptor(new Schema(service.getFile()));
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        var definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    /** A method that parses the request before it checks the token, as every wire form does. */
    private ServerMethodDefinition<byte[], Message> method(Rpc rpc, GrpcRoom room) {
        return method(
                rpc.path(),
                room,
                (head, body) -> {
                    var deadline = deadline();
                    deadline.check();
                    var request = rpc.read(Bodies.checked(body));
                    return dispatcher.answer(
                            rpc,
                            new Dispatcher.Head(
                                    Form.GRPC, head.peer(), head::metadata, head.record()),
                            deadline,
                            () -> request);
                });
    }

    /** Refuses every method that the contract does not have. */
    HandlerRegistry unknown(GrpcRoom room) {
        return new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(String path, String authority) {
                return method(
                        path,
                        room,
                        (head, body) -> {
                            throw new Rejection(Reason.METHOD_UNKNOWN, "Method not found");
                        });
            }
        };
    }

    /**
     * @param work makes the answer to the bytes of a whole request
     */
    final ServerMethodDefinition<byte[], Message> method(
            String path, GrpcRoom room, BiFunction<GrpcRequest, byte[], Message> work) {
        return ServerMethodDefinition.create(
                MethodDescriptor.<byte[], Message>newBuilder()
                        .setType(MethodType.UNARY)
                        .setFullMethodName(path)
                        .setRequestMarshaller(REQUESTS)
                        .setResponseMarshaller(ANSWERS)
                        .build(),
                (call, metadata) -> UnaryCall.start(call, metadata, room, refusals::count, work));
    }

    private static Deadline deadline() {
        var context = Context.current();
        return Optional.ofNullable(context.getDeadline())
                .map(end -> Deadline.in(Duration.ofNanos(end.timeRemaining(NANOSECONDS))))
                .orElse(Deadline.NONE)
                .unless(context::isCancelled);
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
