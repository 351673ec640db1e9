package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Somebody at the client address 127.0.0.1 who means no harm, and makes a call of each kind every
 * few milliseconds.
 */
public final class Bystander implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** A call that takes longer has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Target target;
    private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final ManagedChannel channel;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * What came of the calls of one kind.
     *
     * @param goodPercent how many of them were answered as they should
     * @param p99 milliseconds from when a call was due to its end, of all but one percent
     */
    public record Seen(String kind, int calls, double goodPercent, double p99) {}

    Bystander(Target target) {
        this.target = target;
        this.channel =
                NettyChannelBuilder.forAddress(target.grpc())
                        .usePlaintext()
                        .directExecutor()
                        .build();
    }

    /** Makes calls for a while. */
    List<Seen> watch(Duration time) {
        int calls = (int) time.dividedBy(INTERVAL);
        var kinds =
                List.of(
                        new Kind("JSON", calls, this::overJson),
                        new Kind("gRPC", calls, this::overGrpc),
                        new Kind("gRPC health", calls, this::health));
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            long due = begin + i * INTERVAL.toNanos();
            clock.schedule(
                    () -> kinds.forEach(kind -> kind.call(due)),
                    due - System.nanoTime(),
                    NANOSECONDS);
        }
        return kinds.stream().map(Kind::seen).toList();
    }

    /** One kind of call. */
    private static final class Kind {

        private final String name;
        private final Supplier<CompletableFuture<Boolean>> call;
        private final List<CompletableFuture<Long>> ends;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger good = new AtomicInteger();

        /**
         * @param call makes one, whose future ends with whether it was answered as it should
         */
        Kind(String name, int calls, Supplier<CompletableFuture<Boolean>> call) {
            this.name = name;
            this.call = call;
            this.ends = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                ends.add(new CompletableFuture<>());
            }
        }

        void call(long due) {
            var end = ends.get(next.getAndIncrement());
            call.get()
                    .whenComplete(
                            (isGood, failure) -> {
                                if (failure == null && isGood) {
                                    good.incrementAndGet();
                                }
                                end.complete(System.nanoTime() - due);
                            });
        }

        Seen seen() {
            var nanos = ends.stream().mapToLong(CompletableFuture::join).sorted().toArray();
            int calls = nanos.length;
            int last = (int) Math.ceil(calls * 0.99) - 1;
            return new Seen(name, calls, 100.0 * good.get() / calls, nanos[last] / 1e6);
        }
    }

    private CompletableFuture<Boolean> overJson() {
        var request =
                HttpRequest.newBuilder(target.http().resolve("/v2/users/" + target.user()))
                        .header("Authorization", "Bearer " + target.token())
                        .timeout(PATIENCE)
                        .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(answer -> answer.statusCode() == 200);
    }

    private CompletableFuture<Boolean> overGrpc() {
        var method = WireForm.method("GetUserByID");
        var request =
                WireForm.message("GetUserByID", "{\"userId\":\"" + target.user() + "\"}")
                        .orElseThrow();
        return call(method, request);
    }

    private CompletableFuture<Boolean> health() {
        return call(HealthGrpc.getCheckMethod(), HealthCheckRequest.getDefaultInstance());
    }

    private <I extends Message, O> CompletableFuture<Boolean> call(
            MethodDescriptor<I, O> method, I request) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER),
                "Bearer " + target.token());
        var answer = new CompletableFuture<Boolean>();
        ClientCalls.asyncUnaryCall(
                ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(metadata))
                        .newCall(
                                method,
                                CallOptions.DEFAULT.withDeadlineAfter(
                                        PATIENCE.toMillis(), MILLISECONDS)),
                request,
                new StreamObserver<O>() {
                    @Override
                    public void onNext(O message) {}

                    @Override
                    public void onError(Throwable failure) {
                        answer.complete(false);
                    }

                    @Override
                    public void onCompleted() {
                        answer.complete(true);
                    }
                });
        return answer;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        channel.shutdownNow();
    }
}
