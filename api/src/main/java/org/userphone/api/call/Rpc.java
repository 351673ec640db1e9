package org.userphone.api.call;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * A method of the contract with the call that does its work. Wire forms that find a method by its
 * name use it without knowing the types of its messages.
 */
public final class Rpc {

    /** Any call of the contract. */
    public interface Call {
        Message answer(CallContext context, Message request);
    }

    private final MethodDescriptor method;
    private final Message empty;
    private final Call call;

    private Rpc(MethodDescriptor method, Message empty, Call call) {
        this.method = method;
        this.empty = empty;
        this.call = call;
    }

    /**
     * @param empty a request with no field set
     * @param bean the object that has the call
     * @param call the method of the bean, which takes a {@link CallContext} and such a request
     */
    static Rpc of(MethodDescriptor method, Message empty, Object bean, Method call) {
        try {
            // Reflection would wrap each refusal into an exception with a stack trace.
            var handle = MethodHandles.lookup().unreflect(call).bindTo(bean);
            return new Rpc(
                    method, empty, MethodHandleProxies.asInterfaceInstance(Call.class, handle));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
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
    public ParsedRequest read(byte[] request) {
        try {
            return new ParsedRequest(
                    DiscardUnknownFieldsParser.wrap(empty.getParserForType()).parseFrom(request));
        } catch (InvalidProtocolBufferException e) {
            throw new Rejection(
                    Reason.INVALID_REQUEST, "body is not a " + method.getInputType().getName());
        }
    }

    /**
     * Makes the call.
     *
     * @throws Rejection if the call is refused, with the fields that are to blame
     */
    public Message call(CallContext context, ParsedRequest request) {
        try {
            return call.answer(context, request.message());
        } catch (Rejection refusal) {
            throw request.blaming(refusal);
        }
    }
}
