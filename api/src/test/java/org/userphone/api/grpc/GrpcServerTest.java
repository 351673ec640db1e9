package org.userphone.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.api.grpc.RawConnection.RST_STREAM;
import static org.userphone.api.grpc.RawConnection.SETTINGS;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.api.address.ClientAddresses;
import org.userphone.api.address.Peer;
import org.userphone.api.admission.Admission;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.call.InFlight;
import org.userphone.api.metrics.Refusals;
import org.userphone.domain.settings.Settings;

/** The server with a method of the test's own, attacked over loopback. */
class GrpcServerTest {

    private static final int WINDOW = 65_535;
    private static final int CONNECTIONS = 30;
    private static final MethodDescriptor<Message, Message> CALL =
            MethodDescriptor.<Message, Message>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName("test.Service/Call")
                    .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(BytesValue.getDefaultInstance()))
                    .build();
    private static final Message ANSWER =
            BytesValue.of(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5}));

    private final AtomicLong nanos = new AtomicLong();
    private final Admission admission = new Admission(200, nanos::get);
    private final InFlight inFlight = new InFlight(null, null);
    private final Map<String, String> configuration = new HashMap<>();
    private final ListMemory lists = new ListMemory(0, 0);
    private volatile Supplier<Message> work = () -> ANSWER;
    private volatile Consumer<GrpcRequest> holding = head -> {};
    private GrpcServer server;
    private ManagedChannel channel;

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.stop();
    }

    @ParameterizedTest
    @EnumSource(GrpcAttack.class)
    void whateverIsDoneToCallsTheirRoomIsFreeAgainWhileTheConnectionsStayAndAfterTheyAreCut(
            GrpcAttack attack) throws IOException {
        start(Duration.ofMillis(300));
        try (var holding = new RawConnection(server.address(), 0);
                var fetching = new RawConnection(server.address(), WINDOW)) {
            for (int call = 0; call < 100; call++) {
                attack.on(holding, 2 * call + 1);
                attack.on(fetching, 2 * call + 1);
            }
            await("an answer to another caller", this::isAnswered);
            await("room", () -> held() == 0);
        }
        try (var cut = new RawConnection(server.address(), 0)) {
            for (int call = 0; call < 100; call++) {
                attack.on(cut, 2 * call + 1);
            }
        }
        await("an answer to another caller", this::isAnswered);
        await("room", () -> held() == 0);
        channel.shutdownNow();
        await("connections", () -> server.connections() == 0);
    }

    /** Frames that the server has still to read may take room again, and refuse the next call. */
    private boolean isAnswered() {
        return call().handle((answer, refusal) -> ANSWER.equals(answer)).join();
    }

    @Test
    void aRequestThatIsNotWholeInTimeIsRefused() {
        start(Duration.ofMillis(100));
        var status = new CompletableFuture<Status>();
        ClientCall<Message, Message> call = channel.newCall(CALL, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status end, Metadata trailers) {
                        status.complete(end);
                    }
                },
                new Metadata());
        call.sendMessage(Empty.getDefaultInstance());

        assertThat(status)
                .succeedsWithin(Duration.ofSeconds(20))
                .extracting(Status::getCode)
                .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        await("room", () -> held() == 0);
    }

    @Test
    void anAnswerThatIsNotFetchedInTimeIsThrownAway() throws IOException {
        start(Duration.ofMillis(200));
        try (var connection = new RawConnection(server.address(), 0)) {
            connection.whole(1);
            await("the answer", () -> server.room().openCalls() == 1);

            assertThat(connection.awaits(RST_STREAM)).isTrue();
            await("room", () -> held() == 0);
        }
    }

    @Test
    void aListHoldsTheBytesOfItsAnswerUntilThatIsFetchedOrThrownAway() throws IOException {
        start(Duration.ofMillis(200));
        holding =
                head -> {
                    var share = lists.share(Peer.UNKNOWN);
                    head.record().hold(share);
                    share.take(1000);
                };
        try (var connection = new RawConnection(server.address(), 0)) {
            connection.whole(1);

            await("the answer", () -> lists.held() == ANSWER.getSerializedSize());
            await("no memory", () -> lists.held() == 0);
        }
        assertThat(call().join()).isEqualTo(ANSWER);
        await("no memory", () -> lists.held() == 0);
    }

    @Test
    void workThatFailsGivesItsRoomBack() {
        start(Duration.ofSeconds(10));
        work =
                () -> {
                    throw new StackOverflowError("planted");
                };
        assertThat(Stream.generate(this::refusal).limit(300)).containsOnly(Status.Code.INTERNAL);
        await("room", () -> held() == 0);
    }

    @Test
    void callsThatWouldWaitTooLongForAThreadAreRefusedAtOnce() {
        start(Duration.ofSeconds(10));
        var free = new CountDownLatch(1);
        var atWork = new CountDownLatch(16);
        work =
                () -> {
                    atWork.countDown();
                    await(free);
                    return ANSWER;
                };
        int room = 16 + GrpcRoom.MAX_WAITING_CALLS_PER_ADDRESS;
        var calls = new ArrayList<>(Stream.generate(this::call).limit(16).toList());
        await(atWork);
        calls.addAll(Stream.generate(this::call).limit(room - 16).toList());
        await("calls that wait", () -> server.room().waitingCalls() == room - 16);

        assertThat(refusal()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(calls).noneMatch(CompletableFuture::isDone);

        free.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(ANSWER));
        await("room", () -> held() == 0);
    }

    @Test
    void oneAddressHasSoManyOpenCallsAndFurtherOnesAreRefusedAtOnce() throws IOException {
        start(Duration.ofSeconds(10));
        try (var first = new RawConnection(server.address(), WINDOW);
                var second = new RawConnection(server.address(), WINDOW)) {
            for (int call = 0; call < GrpcRoom.MAX_OPEN_CALLS_PER_ADDRESS / 2; call++) {
                first.begin(2 * call + 1);
                second.begin(2 * call + 1);
            }
            await("open", () -> server.room().openCalls() == GrpcRoom.MAX_OPEN_CALLS_PER_ADDRESS);

            assertThat(refusal()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        await("room", () -> held() == 0);
    }

    @Test
    void ofTheClientsOfATrustedProxyEachHasItsOwnShareOfOpenCalls() throws IOException {
        configuration.put("userphone.proxies", "127.0.0.0/8");
        start(Duration.ofSeconds(10));
        try (var first = new RawConnection(server.address(), WINDOW);
                var second = new RawConnection(server.address(), WINDOW)) {
            for (int call = 0; call < GrpcRoom.MAX_OPEN_CALLS_PER_ADDRESS / 2; call++) {
                first.begin(2 * call + 1, "x-forwarded-for", "192.0.2.1");
                second.begin(2 * call + 1, "forwarded", "for=192.0.2.1");
            }
            await("open", () -> server.room().openCalls() == GrpcRoom.MAX_OPEN_CALLS_PER_ADDRESS);

            assertThat(call("192.0.2.1")).failsWithin(Duration.ofSeconds(20));
            assertThat(call("192.0.2.2").join()).isEqualTo(ANSWER);
        }
        await("room", () -> held() == 0);
    }

    @Test
    void ofTheClientsOfATrustedProxyOneLeavesThreadsToOthersOnTheSameConnection() {
        configuration.put("userphone.proxies", "127.0.0.0/8");
        start(Duration.ofSeconds(10));
        var free = new CountDownLatch(1);
        var atWork = new CountDownLatch(16);
        work =
                () -> {
                    atWork.countDown();
                    await(free);
                    return ANSWER;
                };
        var greedy = Stream.generate(() -> call("192.0.2.1")).limit(20).toList();
        await(atWork);
        await("calls that wait", () -> server.room().waitingCalls() == 4);
        work = () -> ANSWER;

        assertThat(call("192.0.2.2").join()).isEqualTo(ANSWER);
        assertThat(greedy).noneMatch(CompletableFuture::isDone);

        free.countDown();
        assertThat(greedy).allSatisfy(call -> assertThat(call.join()).isEqualTo(ANSWER));
    }

    @Test
    void ofTheClientsOfATrustedProxyOneLeavesStreamsOfHealthToOthers() {
        configuration.put("userphone.proxies", "127.0.0.0/8");
        start(Duration.ofSeconds(10));
        for (int i = 0; i < SideRoom.MAX_STREAMS_PER_ADDRESS; i++) {
            HealthGrpc.newBlockingStub(from("192.0.2.1"))
                    .watch(HealthCheckRequest.getDefaultInstance());
        }
        await("streams", () -> server.sideStreams() == SideRoom.MAX_STREAMS_PER_ADDRESS);

        assertThat(check("192.0.2.1")).failsWithin(Duration.ofSeconds(20));
        assertThat(check("192.0.2.2")).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void theProgramIsStuckWhenAllThreadsAreHeldAndNoneMovedForAMinute() {
        start(Duration.ofSeconds(10));
        var free = new CountDownLatch(1);
        var atWork = new CountDownLatch(64);
        work =
                () -> {
                    atWork.countDown();
                    await(free);
                    return ANSWER;
                };
        var others = Stream.generate(this::channel).limit(3).toList();
        var calls = new ArrayList<>(Stream.generate(this::call).limit(15).toList());
        for (var other : others) {
            calls.addAll(Stream.generate(() -> call(other)).limit(16).toList());
        }
        await("63 at work", () -> atWork.getCount() == 1);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(admission.isStuck()).as("a thread is free").isFalse();

        calls.add(call());
        await(atWork);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(admission.isStuck()).as("not yet").isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(admission.isStuck()).isTrue();

        free.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(ANSWER));
        assertThat(admission.isStuck()).as("moved again").isFalse();
        others.forEach(ManagedChannel::shutdownNow);
    }

    @Test
    void oneAddressHasSoManyConnectionsAndFurtherOnesAreClosed() throws IOException {
        start(Duration.ofSeconds(10));
        var open = new ArrayList<RawConnection>();
        for (int i = 0; i < CONNECTIONS; i++) {
            open.add(new RawConnection(server.address(), WINDOW));
            assertThat(open.get(i).awaits(SETTINGS)).isTrue();
        }
        try (var further = new RawConnection(server.address(), WINDOW)) {
            assertThat(further.awaits(SETTINGS)).isFalse();
        } catch (IOException closedWhileWriting) {
            assertThat(server.connections()).isEqualTo(CONNECTIONS);
        }
        for (var connection : open) {
            connection.close();
        }
        await("connections", () -> server.connections() == 0);
        assertThat(call().join()).isEqualTo(ANSWER);
    }

    @Test
    void healthHasASmallRoomOfItsOwnWhichTakesNoneFromCalls() throws IOException {
        start(Duration.ofSeconds(10));
        var second = channel();
        try {
            for (int i = 0; i < SideRoom.MAX_STREAMS_PER_ADDRESS; i++) {
                HealthGrpc.newBlockingStub(second).watch(HealthCheckRequest.getDefaultInstance());
            }
            await("streams", () -> server.sideStreams() == SideRoom.MAX_STREAMS_PER_ADDRESS);

            var further =
                    ClientCalls.futureUnaryCall(
                            channel.newCall(HealthGrpc.getCheckMethod(), CallOptions.DEFAULT),
                            HealthCheckRequest.getDefaultInstance());
            assertThat(further).failsWithin(Duration.ofSeconds(20));
            assertThat(call().join()).isEqualTo(ANSWER);
        } finally {
            second.shutdownNow();
        }
        await("streams", () -> server.sideStreams() == 0);
    }

    @Test
    void aStreamOfHealthEndsWhoseClientSaysNothing() {
        start(Duration.ofMillis(100));
        var answers =
                HealthGrpc.newBlockingStub(channel).watch(HealthCheckRequest.getDefaultInstance());
        assertThat(answers.hasNext()).isTrue();

        await("streams", () -> server.sideStreams() == 0);
        assertThatThrownBy(() -> answers.forEachRemaining(answer -> {}))
                .isInstanceOf(StatusRuntimeException.class);
    }

    private void start(Duration deadline) {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var settings =
                new GrpcSettings(
                        loopback,
                        Optional.empty(),
                        8192,
                        deadline,
                        100,
                        CONNECTIONS,
                        200,
                        false,
                        Duration.ZERO);
        server =
                new GrpcServer(
                        settings,
                        new TestCalls(),
                        new GrpcHealth(null),
                        inFlight,
                        addresses(),
                        admission);
        server.start(Thread::new);
        channel = channel();
    }

    private ClientAddresses addresses() {
        return new ClientAddresses(
                new Settings(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(configuration, "test", 100))
                                .build()));
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(server.address()).usePlaintext().build();
    }

    /** Everything that calls hold. */
    private long held() {
        return server.room().openCalls()
                + server.room().waitingCalls()
                + inFlight.getInFlight()
                + server.sideStreams();
    }

    private CompletableFuture<Message> call() {
        return call(channel);
    }

    /**
     * @param client whom the proxy at the other end of the connection names
     */
    private CompletableFuture<Message> call(String client) {
        return call(from(client));
    }

    private Future<HealthCheckResponse> check(String client) {
        return ClientCalls.futureUnaryCall(
                from(client).newCall(HealthGrpc.getCheckMethod(), CallOptions.DEFAULT),
                HealthCheckRequest.getDefaultInstance());
    }

    private Channel from(String client) {
        var metadata = new Metadata();
        metadata.put(Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER), client);
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static CompletableFuture<Message> call(Channel channel) {
        var answer = new CompletableFuture<Message>();
        ClientCalls.asyncUnaryCall(
                channel.newCall(CALL, CallOptions.DEFAULT),
                Empty.getDefaultInstance(),
                new io.grpc.stub.StreamObserver<>() {
                    @Override
                    public void onNext(Message message) {
                        answer.complete(message);
                    }

                    @Override
                    public void onError(Throwable problem) {
                        answer.completeExceptionally(problem);
                    }

                    @Override
                    public void onCompleted() {}
                });
        return answer;
    }

    private Status.Code refusal() {
        return call().handle((answer, problem) -> Status.fromThrowable(problem).getCode()).join();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Serves one method, whatever its name is, by the work of the test. */
    private final class TestCalls extends GrpcCalls {

        TestCalls() {
            super(null, null, new Refusals(new PrometheusRegistry()));
        }

        @Override
        List<ServerServiceDefinition> services(GrpcRoom room) {
            return List.of();
        }

        @Override
        HandlerRegistry unknown(GrpcRoom room) {
            return new HandlerRegistry() {
                @Override
                public ServerMethodDefinition<?, ?> lookupMethod(String path, String authority) {
                    return method(
                            path,
                            room,
                            (head, body) -> {
                                holding.accept(head);
                                return work.get();
                            });
                }
            };
        }
    }
}
