package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.api.contract.AdminServiceGrpc;
import org.userphone.api.contract.CallerServiceGrpc;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.api.contract.ImportServiceGrpc;
import org.userphone.api.contract.KeyServiceGrpc;
import org.userphone.api.contract.LimitServiceGrpc;
import org.userphone.api.contract.SmsServiceGrpc;
import org.userphone.api.contract.SystemServiceGrpc;
import org.userphone.api.contract.UserServiceGrpc;
import org.userphone.api.contract.management.ManagementServiceGrpc;
import org.userphone.api.http.ProtoJson;
import org.userphone.domain.Rejection;

/** A way to make the calls of the contract. What it packs and unpacks is written here anew. */
interface WireForm {

    /** Where the program listens. */
    record Program(URI http, Channel grpc) {}

    JsonFormat.Parser ANSWERS =
            JsonFormat.parser()
                    .usingTypeRegistry(
                            TypeRegistry.newBuilder()
                                    .add(ErrorDetail.getDescriptor())
                                    .add(RequestInfo.getDescriptor())
                                    .add(RetryInfo.getDescriptor())
                                    .build());

    /** All there are. */
    List<WireForm> ALL =
            List.of(
                    new OverJson(),
                    new OverGrpc(),
                    new OverGrpcWeb("application/grpc-web+proto"),
                    new OverGrpcWeb("application/grpc-web-text+proto"),
                    new OverConnect("application/proto"),
                    new OverConnect("application/json"));

    /**
     * @param request the message as JSON, or what is none
     * @param head what stands in the request's head, or its metadata
     * @return the call's own answer or a {@code google.rpc.Status}; empty if this form has no way
     *     to send such a request
     */
    Optional<Message> call(Program program, String rpc, String request, Map<String, String> head);

    /** The method of the contract with that name. */
    @SuppressWarnings("unchecked")
    static MethodDescriptor<Message, Message> method(String rpc) {
        return Stream.of(
                        UserServiceGrpc.getServiceDescriptor(),
                        AdminServiceGrpc.getServiceDescriptor(),
                        ManagementServiceGrpc.getServiceDescriptor(),
                        SmsServiceGrpc.getServiceDescriptor(),
                        KeyServiceGrpc.getServiceDescriptor(),
                        LimitServiceGrpc.getServiceDescriptor(),
                        SystemServiceGrpc.getServiceDescriptor(),
                        CallerServiceGrpc.getServiceDescriptor(),
                        ImportServiceGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> isCalled(method, rpc))
                .map(method -> (MethodDescriptor<Message, Message>) method)
                .findFirst()
                .orElseThrow();
    }

    /** Its name, or that of its service, a low line and its name (the OpenAPI document's id). */
    private static boolean isCalled(MethodDescriptor<?, ?> method, String rpc) {
        return method.getBareMethodName().equals(rpc)
                || method.getFullMethodName().replace('/', '_').endsWith("." + rpc);
    }

    /** The message that a request says; empty if it says none. */
    static Optional<Message> message(String rpc, String request) {
        var message = prototype(method(rpc).getRequestMarshaller()).newBuilderForType();
        try {
            ProtoJson.read(request.getBytes(UTF_8), message);
            return Optional.of(message.build());
        } catch (Rejection notOne) {
            return Optional.empty();
        }
    }

    static Message answer(String rpc, String json) {
        var message = prototype(method(rpc).getResponseMarshaller()).newBuilderForType();
        read(json, message);
        return message.build();
    }

    /** Strictly: an answer has no field that the contract does not know. */
    static void read(String json, Message.Builder message) {
        try {
            ANSWERS.merge(json, message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(json, e);
        }
    }

    static Message prototype(MethodDescriptor.Marshaller<Message> marshaller) {
        return ((PrototypeMarshaller<Message>) marshaller).getMessagePrototype();
    }

    /** A refusal whose parts a form tells twice. */
    static Status consistent(Status refusal, int code, String message) {
        assertThat(Code.forNumber(refusal.getCode())).isEqualTo(Code.forNumber(code));
        assertThat(refusal.getMessage()).isEqualTo(message);
        return refusal;
    }
}
