package org.userphone.api.call;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.Internal;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.function.BiFunction;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * A method of the contract with the call that does its work. Wire forms that find a method by its
 * name use it without knowing the types of its messages.
 */
public final class Rpc {

    private final MethodDescriptor method;
    private final Message empty;
    private final BiFunction<CallContext, Message, Message> work;

    private Rpc(
            MethodDescriptor method,
            Message empty,
            BiFunction<CallContext, Message, Message> work) {
        this.method = method;
        this.empty = empty;
        this.work = work;
    }

    /**
     * @param request the type of the message that the method takes
     * @param work the call
     */
    static <I extends Message> Rpc of(
            MethodDescriptor method,
            Class<I> request,
            BiFunction<CallContext, I, ? extends Message> work) {
        return new Rpc(
                method,
                Internal.getDefaultInstance(request),
                (context, message) -> work.apply(context, request.cast(message)));
    }

    public MethodDescriptor method() {
        return method;
    }

    /**
     * The full name by which gRPC calls it, such as {@code zitadel.user.v2.UserService/SetPhone}.
     */
    public String path() {
        return method.getService().getFullName() + "/" + method.getName();
    }

    /** A builder of an empty request. */
    public Message.Builder newRequest() {
        return empty.newBuilderForType();
    }

    /**
     * Parses a request in the binary form of Protocol Buffers. Fields that the contract does not
     * have are ignored, as they are in JSON.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it cannot be parsed
     */
    public Message read(byte[] request) {
        try {
            return DiscardUnknownFieldsParser.wrap(empty.getParserForType()).parseFrom(request);
        } catch (InvalidProtocolBufferException e) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "body is not a " + method.getInputType().getName());
        }
    }

    /**
     * Makes the call.
     *
     * @throws Rejection if the call is refused
     */
    public Message call(CallContext context, Message request) {
        return work.apply(context, request);
    }
}
