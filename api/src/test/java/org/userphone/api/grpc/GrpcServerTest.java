package org.userphone.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.api.grpc.RawConnection.RST_STREAM;
import static org.userphone.api.grpc.RawConnection.SETTINGS;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.api.address.ClientAddresses;
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

    private final InFlight inFlight = new InFlight(null, null);
    private final ClientAddresses addresses =
            new ClientAddresses(
                    new Settings(new SmallRyeConfigBuilder().addDefaultSources().build()));
    private Supplier<Message> work = () -> ANSWER;
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

        assertThat(status.join().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
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
                        settings, new TestCalls(), new GrpcHealth(null), inFlight, addresses);
        server.start(Thread::new);
        channel = channel();
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(server.address()).usePlaintext().build();
    }

    /** Everything that calls hold. */
    private int held() {
        return server.room().openCalls()
                + server.room().waitingCalls()
                + inFlight.getInFlight()
                + server.sideStreams();
    }

    private CompletableFuture<Message> call() {
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
            super(null, null, new Refusals(registry()));
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
                    return method(path, room, (head, body) -> work.get());
                }
            };
        }
    }

    private static MetricRegistry registry() {
        var counter = proxy(Counter.class, null);
        return proxy(MetricRegistry.class, counter);
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer));
    }
}
