package org.userphone.api.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.userphone.api.admission.AddressQuota;

/**
 * The room of health and reflection, which need no token and whose streams may stay open: a small
 * one of their own, so that they answer under overload and cannot fill the memory.
 */
record SideRoom(AddressQuota streams) implements ServerInterceptor {

    static final int MAX_STREAMS = 50;
    static final int MAX_STREAMS_PER_ADDRESS = 25;

    SideRoom() {
        this(new AddressQuota(MAX_STREAMS, MAX_STREAMS_PER_ADDRESS));
    }

    @Override
    public <I, O> Listener<I> interceptCall(
            ServerCall<I, O> call, Metadata metadata, ServerCallHandler<I, O> next) {
        var place = streams.take(GrpcRoom.peer(call));
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

    private static final class Held<I> extends SimpleForwardingServerCallListener<I> {

        private final AddressQuota.Lease place;

        Held(Listener<I> listener, AddressQuota.Lease place) {
            super(listener);
            this.place = place;
        }

        @Override
        public void onComplete() {
            place.release();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            place.release();
            super.onCancel();
        }
    }
}
