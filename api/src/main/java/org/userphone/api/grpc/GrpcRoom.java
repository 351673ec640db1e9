package org.userphone.api.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerTransportFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.address.Peer;
import org.userphone.api.admission.AddressQuota;
import org.userphone.api.admission.Admission;
import org.userphone.api.admission.Slots;
import org.userphone.api.call.InFlight;
import org.userphone.api.call.RequestRecord;
import org.userphone.domain.Rejection;

/**
 * The room of the gRPC port: how many calls may be open, how many of them may wait for a thread,
 * and how long a request may take to be whole and an answer to be fetched. Memory is what an open
 * call costs, and so it has a limit before there is a token.
 */
final class GrpcRoom {

    static final int MAX_OPEN_CALLS = 1000;
    static final int MAX_OPEN_CALLS_PER_ADDRESS = 250;
    static final int MAX_WAITING_CALLS = 200;
    static final int MAX_WAITING_CALLS_PER_ADDRESS = 100;

    /** How many calls of one connection, or of one client of a proxy's, run at once. */
    private static final int MAX_THREADS_PER_CLIENT = 16;

    private static final Attributes.Key<ThreadQuotas> QUOTAS =
            Attributes.Key.create("org.userphone.quotas");

    private final Executor threads;
    private final Slots running;
    private final ScheduledExecutorService timer;
    private final ClientAddresses addresses;
    private final Duration requestDeadline;
    private final Duration answerDeadline;
    private final InFlight inFlight;
    private final AddressQuota open = new AddressQuota(MAX_OPEN_CALLS, MAX_OPEN_CALLS_PER_ADDRESS);
    private final AddressQuota waiting =
            new AddressQuota(MAX_WAITING_CALLS, MAX_WAITING_CALLS_PER_ADDRESS);

    /**
     * @param threads run the calls
     * @param running is told of each thread that does
     * @param timer runs what is not to wait for one of these threads
     * @param requestDeadline how long a request may take until it is whole
     * @param answerDeadline how long a client may take to fetch an answer
     */
    GrpcRoom(
            Executor threads,
            Slots running,
            ScheduledExecutorService timer,
            ClientAddresses addresses,
            Duration requestDeadline,
            Duration answerDeadline,
            InFlight inFlight) {
        this.threads = threads;
        this.running = running;
        this.timer = timer;
        this.addresses = addresses;
        this.requestDeadline = requestDeadline;
        this.answerDeadline = answerDeadline;
        this.inFlight = inFlight;
    }

    /** Gives every connection quotas of the threads. */
    ServerTransportFilter connections() {
        return new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes attributes) {
                var quotas = new ThreadQuotas(threads, MAX_THREADS_PER_CLIENT);
                return attributes.toBuilder().set(QUOTAS, quotas).build();
            }
        };
    }

    /** Whom a call comes from, whose limits hold for it. */
    static Peer client(ServerCall<?, ?> call, Metadata metadata, ClientAddresses addresses) {
        return addresses.client(
                call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                name -> GrpcRequest.values(metadata, name));
    }

    /** As above, of one that this room is for. */
    Peer client(ServerCall<?, ?> call, Metadata metadata) {
        return client(call, metadata, addresses);
    }

    /** The record of a call that begins. */
    RequestRecord record(Peer client, Metadata metadata) {
        return new RequestRecord(
                addresses.logged(client), GrpcRequest.values(metadata, "x-request-id"));
    }

    /** Gives a call the room that an open call takes; empty if there are too many. */
    Optional<AddressQuota.Lease> open(Peer client) {
        return open.take(client);
    }

    /** Has a request whose time to be whole is over ended, unless that is cancelled before. */
    Future<?> whenNotWhole(Runnable end) {
        return timer.schedule(end, requestDeadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Has a call whose answer was not fetched ended, unless that is cancelled before. */
    Future<?> whenNotFetched(Runnable end) {
        return timer.schedule(end, answerDeadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    InFlight inFlight() {
        return inFlight;
    }

    /**
     * Has the work of a call done by a thread.
     *
     * @throws Rejection if too many calls wait for one
     */
    void execute(ServerCall<?, ?> call, Peer client, Runnable work) {
        var place = waiting.take(client).orElseThrow(Admission::refusal);
        try {
            call.getAttributes()
                    .get(QUOTAS)
                    .execute(
                            client.address(),
                            () -> {
                                place.release();
                                run(work);
                            });
        } catch (RejectedExecutionException stopping) {
            place.release();
            throw stopping;
        }
    }

    private void run(Runnable work) {
        running.take();
        try {
            work.run();
        } finally {
            running.release();
        }
    }

    /** The number of calls that have begun and not ended. */
    long openCalls() {
        return open.held();
    }

    /** The number of calls that wait for a thread. */
    long waitingCalls() {
        return waiting.held();
    }
}
