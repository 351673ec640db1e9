package org.userphone.bench;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;

/** Makes calls over one wire form. */
interface Client extends AutoCloseable {

    /**
     * @return the method's own answer or a {@code google.rpc.Status}, read as a client of this form
     *     reads it; a failure if none came
     */
    CompletableFuture<Message> send(Request request);

    /** Whether a call was answered as it should. */
    default boolean isRight(Request request, Message answer) {
        return request.call().isRight(request, answer);
    }

    @Override
    default void close() {}
}
