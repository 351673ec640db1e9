package org.userphone.api.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.admission.AddressQuota;

/**
 * The room of health and reflection, which need no token and whose streams may stay open: a small
 * one of their own, so that they answer under overload and cannot fill the memory. A stream ends
 * whose client has said nothing for a while, so that nobody keeps a place for nothing.
 *
 * @param timer ends them
 * @param maxIdle for how long a client may say nothing
 */
record SideRoom(
        AddressQuota streams,
        ClientAddresses addresses,
        ScheduledExecutorService timer,
        Duration maxIdle)
        implements ServerInterceptor {

    static final int MAX_STREAMS = 50;
    static final int MAX_STREAMS_PER_ADDRESS = 25;

    SideRoom(ClientAddresses addresses, ScheduledExecutorService timer, Duration maxIdle) {
        this(new AddressQuota(MAX_STREAMS, MAX_STREAMS_PER_ADDRESS), addresses, timer, maxIdle);
    }

    @Override
    public <I, O> Listener<I> interceptCall(
            ServerCall<I, O> call, Metadata metadata, ServerCallHandler<I, O> next) {
        var place = streams.take(GrpcRoom.client(call, metadata, addresses));
        if (place.isEmpty()) {
            call.close(
                    Status.UNAVAILABLE.withDescription("too many streams of this service"),
                    new Metadata());
            return new Listener<>() {};
        }
        try {
            return new Held<>(next.startCall(call, metadata), place.get());
        } catch (RuntimeException e) { // rethrown
            place.get().release();
            throw e;
        }
    }

    private final class Held<I> extends SimpleForwardingServerCallListener<I> {

        private final AddressQuota.Lease place;
        private final StreamCancellation stream = StreamCancellation.current();
        private Future<?> end;

        Held(Listener<I> listener, AddressQuota.Lease place) {
            super(listener);
            this.place = place;
            await();
        }

        private void await() {
            end = timer.schedule(this::idle, maxIdle.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void idle() {
            place.release();
            stream.cancel("nothing was said for " + maxIdle);
        }

        private void over() {
            end.cancel(false);
            place.release();
        }

        @Override
        public void onMessage(I message) {
            end.cancel(false);
            await();
            super.onMessage(message);
        }

        @Override
        public void onComplete() {
            over();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            over();
            super.onCancel();
        }
    }
}
