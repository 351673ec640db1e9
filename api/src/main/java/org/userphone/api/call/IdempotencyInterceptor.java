package org.userphone.api.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Base64;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.idempotency.AnswerOnce;
import org.userphone.domain.idempotency.IdempotencyKey;

/**
 * Wraps {@link Idempotent} calls in {@link AnswerOnce} if they have an idempotency key. Two calls
 * are equal if their name, their context organisation and their message are. The wire form of the
 * message and the order of its fields make no difference.
 */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION + 10)
public class IdempotencyInterceptor {

    private final AnswerOnce answerOnce;

    @Inject
    public IdempotencyInterceptor(AnswerOnce answerOnce) {
        this.answerOnce = answerOnce;
    }

    @AroundInvoke
    Object answer(InvocationContext call) throws Exception {
        var context = (CallContext) call.getParameters()[0];
        return context.key().isPresent()
                ? answer(context, context.key().get(), call)
                : call.proceed();
    }

    private Message answer(CallContext context, IdempotencyKey key, InvocationContext call)
            throws Exception {
        var answer =
                answerOnce.answer(
                        context.caller(),
                        key,
                        String.join(
                                "\n",
                                call.getMethod().getName(),
                                context.organisation().map(OrganisationId::value).orElse(""),
                                text((Message) call.getParameters()[1])),
                        () -> text((Message) call.proceed()));
        return message(answer, call.getMethod().getReturnType().asSubclass(Message.class));
    }

    private static String text(Message message) {
        return Base64.getEncoder().encodeToString(Any.pack(message).toByteArray());
    }

    private static Message message(String text, Class<? extends Message> type) {
        try {
            return Any.parseFrom(Base64.getDecoder().decode(text)).unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer of our own cannot be read", e);
        }
    }
}
