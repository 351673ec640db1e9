package org.userphone.api.call;

import com.google.protobuf.Message;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A call of the contract on its way through an interceptor, as a server has it. */
public final class Invocation implements InvocationContext {

    private final Method method;
    private final Object[] parameters;
    private final Callable<Message> call;

    /**
     * @param rpc the name in the contract
     */
    public Invocation(String rpc, CallContext context, Message request, Callable<Message> call) {
        this.method =
                Stream.of(
                                UserCalls.class,
                                AdminCalls.class,
                                TextCalls.class,
                                ProviderCalls.class,
                                SmsCalls.class,
                                StatisticsCalls.class,
                                KeyCalls.class,
                                LimitCalls.class,
                                SystemCalls.class,
                                CallerCalls.class,
                                ImportCalls.class)
                        .flatMap(calls -> Arrays.stream(calls.getMethods()))
                        .filter(candidate -> candidate.getName().equalsIgnoreCase(rpc))
                        .findFirst()
                        .orElseThrow();
        this.parameters = new Object[] {context, request};
        this.call = call;
    }

    /** What the server does: the interceptor comes in between if the call asks for it. */
    public Message through(IdempotencyInterceptor interceptor) {
        try {
            return method.isAnnotationPresent(Idempotent.class)
                    ? (Message) interceptor.answer(this)
                    : call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Object proceed() throws Exception {
        return call.call();
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public Object[] getParameters() {
        return parameters;
    }

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getTimer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Constructor<?> getConstructor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setParameters(Object[] changed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getContextData() {
        throw new UnsupportedOperationException();
    }
}
