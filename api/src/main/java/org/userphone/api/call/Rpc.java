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
 * A method of the contract as a thing: what wire forms need that name the method, and take and give
 * messages whatever these are.
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
     * @param empty a request with nothing in it
     * @param bean has the call
     * @param call takes a {@link CallContext} and such a request
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

    /** How gRPC calls it, {@code zitadel.user.v2.UserService/SetPhone}. */
    public String path() {
        return method.getService().getFullName() + "/" + method.getName();
    }

    /** A request with nothing in it. */
    public Message.Builder newRequest() {
        return empty.newBuilderForType();
    }

    /**
     * Reads a request in the binary form of Protocol Buffers. Fields that the contract does not
     * know are left out, as they are in JSON.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is none
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
     * @throws Rejection if it is refused
     */
    public Message call(CallContext context, Message request) {
        return call.answer(context, request);
    }
}
