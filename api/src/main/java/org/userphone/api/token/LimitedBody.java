package org.userphone.api.token;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Receives the body of an HTTP response, and fails as soon as it is longer than a limit, so that a
 * long body does not fill the memory.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> body;
    private final int limit;
    private Subscription subscription;
    private long received;

    /**
     * @param limit in bytes
     */
    LimitedBody(BodySubscriber<byte[]> body, int limit) {
        this.body = body;
        this.limit = limit;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        received += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > limit) {
            subscription.cancel();
            body.onError(new IOException("more than " + limit + " bytes"));
        } else {
            body.onNext(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }
}
