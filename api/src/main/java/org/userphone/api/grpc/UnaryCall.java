package org.userphone.api.grpc;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.userphone.api.address.Peer;
import org.userphone.api.admission.AddressQuota;
import org.userphone.api.admission.Admission;
import org.userphone.api.status.Statuses;
import org.userphone.domain.Rejection;

/**
 * One call of a unary method, from its first header to the last byte of its answer. At every moment
 * a timer of our own or the work ends it, so that what it holds is given back even if grpc-java
 * never tells how the stream ended.
 */
final class UnaryCall extends ServerCall.Listener<byte[]> {

    /** A shorter answer is not compressed, because that would save less than it costs. */
    private static final int MIN_COMPRESSED_BYTES = 1024;

    private static final Status STOPPING =
            Status.UNAVAILABLE.withDescription("userphone is stopping");

    private final GrpcRequest request;
    private final ServerCall<byte[], Message> call;
    private final GrpcRoom room;
    private final Consumer<com.google.rpc.Status> refusals;
    private final BiFunction<GrpcRequest, byte[], Message> work;
    private final Peer client;
    private final AddressQuota.Lease open;
    private final StreamCancellation stream = StreamCancellation.current();
    private final AtomicReference<Future<?>> timer = new AtomicReference<>();

    /** Set by whoever answers the call: the timer, or the thread that got the whole request. */
    private final AtomicBoolean isDecided = new AtomicBoolean();

    private final AtomicBoolean isEnded = new AtomicBoolean();

    /** How many ends a call waits for until nothing is left of it: those of its work and answer. */
    private final AtomicInteger awaitedEnds = new AtomicInteger();

    private byte[] message;

    private UnaryCall(
            GrpcRequest request,
            ServerCall<byte[], Message> call,
            GrpcRoom room,
            Consumer<com.google.rpc.Status> refusals,
            BiFunction<GrpcRequest, byte[], Message> work,
            Peer client,
            AddressQuota.Lease open) {
        this.request = request;
        this.call = call;
        this.room = room;
        this.refusals = refusals;
        this.work = work;
        this.client = client;
        this.open = open;
    }

    /**
     * Begins a call.
     *
     * @param refusals is told of each refusal
     * @param work makes the answer to the bytes of a whole request
     */
    static ServerCall.Listener<byte[]> start(
            ServerCall<byte[], Message> bare,
            Metadata metadata,
            GrpcRoom room,
            Consumer<com.google.rpc.Status> refusals,
            BiFunction<GrpcRequest, byte[], Message> work) {
        var client = room.client(bare, metadata);
        var request =
                new GrpcRequest(room.record(client, metadata), metadata, bare.getAttributes());
        var call = request.identified(bare);
        var open = room.open(client);
        if (open.isEmpty()) {
            refuse(Admission.refusal(), call, request, refusals);
            request.log(call);
            return new ServerCall.Listener<>() {};
        }
        var begun = new UnaryCall(request, call, room, refusals, work, client, open.get());
        begun.set(room.whenNotWhole(begun::notWhole));
        call.request(2); // a second message is a fault of the client, which onMessage has to see
        return begun;
    }

    @Override
    public void onMessage(byte[] bytes) {
        if (message == null) {
            message = bytes;
        } else if (isDecided.compareAndSet(false, true)) {
            close(Status.INTERNAL.withDescription("Too many requests"), new Metadata());
        }
    }

    @Override
    public void onHalfClose() {
        if (!isDecided.compareAndSet(false, true)) {
            return;
        }
        set(null);
        if (message == null) {
            close(Status.INTERNAL.withDescription("Half-closed without a request"), new Metadata());
        } else if (room.inFlight().enter()) {
            awaitedEnds.set(2);
            begin();
        } else {
            close(STOPPING, new Metadata());
        }
    }

    private void begin() {
        try {
            room.execute(call, client, Context.current().wrap(this::work));
        } catch (Rejection full) {
            arm();
            refuse(full, call, request, refusals);
            oneEnd();
        } catch (RejectedExecutionException stopping) {
            close(STOPPING, new Metadata());
            oneEnd();
        }
    }

    private void work() {
        try {
            answer();
        } finally {
            oneEnd();
        }
    }

    private void answer() {
        try {
            var answer = work.apply(request, message);
            arm();
            call.setCompression("gzip");
            call.sendHeaders(new Metadata());
            call.setMessageCompression(answer.getSerializedSize() >= MIN_COMPRESSED_BYTES);
            call.sendMessage(answer);
            call.close(Status.OK, new Metadata());
            request.record().written(answer.getSerializedSize());
        } catch (Throwable problem) { // the boundary to gRPC
            arm();
            refuse(problem, call, request, refusals);
        }
    }

    private static void refuse(
            Throwable problem,
            ServerCall<?, ?> call,
            GrpcRequest request,
            Consumer<com.google.rpc.Status> refusals) {
        refuse(Statuses.of(problem, request.record().id()), call, refusals);
    }

    private static void refuse(
            com.google.rpc.Status status,
            ServerCall<?, ?> call,
            Consumer<com.google.rpc.Status> refusals) {
        refusals.accept(status);
        var refusal = StatusProto.toStatusRuntimeException(status);
        call.close(refusal.getStatus(), refusal.getTrailers());
    }

    private void close(Status status, Metadata trailers) {
        arm();
        call.close(status, trailers);
    }

    private void notWhole() {
        if (isDecided.compareAndSet(false, true)) {
            arm();
            refuse(
                    Statuses.plain(Code.DEADLINE_EXCEEDED, "The request was not whole in time"),
                    call,
                    refusals);
        }
    }

    /** From now on the client has to fetch an answer. */
    private void arm() {
        set(room.whenNotFetched(this::notFetched));
        if (isEnded.get()) {
            set(null);
        }
    }

    private void notFetched() {
        stream.cancel("the answer was not fetched in time");
        request.cancelled();
        end();
    }

    private void set(Future<?> next) {
        var before = timer.getAndSet(next);
        if (before != null) {
            before.cancel(false);
        }
    }

    @Override
    public void onComplete() {
        end();
    }

    @Override
    public void onCancel() {
        isDecided.set(true);
        request.cancelled();
        end();
    }

    private void end() {
        if (isEnded.compareAndSet(false, true)) {
            set(null);
            open.release();
            oneEnd();
            request.log(call);
        }
    }

    /** Once the work and the answer have ended, the program may stop, and their memory is free. */
    private void oneEnd() {
        if (awaitedEnds.get() > 0 && awaitedEnds.decrementAndGet() == 0) {
            room.inFlight().leave();
            request.record().release();
        }
    }
}
