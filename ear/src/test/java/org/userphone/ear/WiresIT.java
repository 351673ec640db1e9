package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.contract.UserServiceGrpc;
import org.userphone.api.grpc.GrpcAttack;
import org.userphone.api.grpc.RawConnection;

/**
 * What is special to the wire forms: compression, limits, deadlines, and what else they promise.
 */
class WiresIT {

    private static final Issuer ISSUER = new Issuer();
    private static final OverGrpcWeb GRPC_WEB = new OverGrpcWeb("application/grpc-web+proto");
    private static final OverConnect CONNECT = new OverConnect("application/proto");
    private static final OverConnect CONNECT_JSON = new OverConnect("application/json");
    private static final String ORIGIN = "https://app.example.com";

    private static final HealthCheckRequest HEALTH = HealthCheckRequest.getDefaultInstance();

    private static EmbeddedPostgres postgres;
    private static Program program;
    private static ManagedChannel channel;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        postgres = EmbeddedPostgres.start();
        var environment = Postgres.settings(postgres);
        environment.putAll(Unlimited.and(ISSUER.settings()));
        environment.put("USERPHONE_CORS_ORIGINS", ORIGIN);
        environment.put("USERPHONE_GRPC_REFLECTION", "true");
        program = Program.start(folder, environment);
        channel = program.channel();
        for (int i = 0; i < 10; i++) { // enough for an answer that is worth compressing
            added();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        channel.shutdownNow();
        LogSearch.assertClean(program);
        program.close();
        postgres.close();
    }

    private static Wire wire() {
        return new Wire(program.base());
    }

    private static WireForm.Program target() {
        return new WireForm.Program(program.base(), channel);
    }

    private static Map<String, String> authorised() {
        return Map.of("authorization", "Bearer " + ISSUER.token());
    }

    private static Map<String, String> authorised(String name, String value) {
        return Map.of("authorization", "Bearer " + ISSUER.token(), name, value);
    }

    private static String added() {
        var id = UUID.randomUUID().toString();
        var answer = wire().post("/v2/users/new", ISSUER.token(), Issuer.newUser(id));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return id;
    }

    private static UserServiceGrpc.UserServiceBlockingStub stub(Channel over) {
        return UserServiceGrpc.newBlockingStub(
                ClientInterceptors.intercept(
                        over, MetadataUtils.newAttachHeadersInterceptor(metadata(ISSUER.token()))));
    }

    private static Metadata metadata(String token) {
        var metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER), "Bearer " + token);
        return metadata;
    }

    private static byte[] set(String id) {
        return SetPhoneRequest.newBuilder()
                .setUserId(id)
                .setPhone("+41791234567")
                .build()
                .toByteArray();
    }

    private static String phoneOf(String id) {
        return Wire.json(wire().get("/v2/users/" + id, ISSUER.token()))
                .getJsonObject("user")
                .getJsonObject("human")
                .getJsonObject("phone")
                .toString();
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    private static byte[] frame(int flags, byte[] message) {
        var frame = OverGrpcWeb.frame(message);
        frame[0] = (byte) flags;
        return frame;
    }

    private static Status refused(Message answer, Code code) {
        assertThat(answer).isInstanceOf(Status.class);
        assertThat(Code.forNumber(((Status) answer).getCode())).as("%s", answer).isEqualTo(code);
        return (Status) answer;
    }

    static Stream<WireForm> forms() {
        return WireForm.ALL.stream();
    }

    static Stream<Arguments> failures() {
        return Stream.of("08006", "25006", "53100", "53300", "55P03", "57014", "40001")
                .flatMap(state -> Stream.of(true, false).map(late -> Arguments.of(state, late)));
    }

    /**
     * The database refuses an event by a trigger of the test.
     *
     * @param atCommit whether it does so when the transaction commits, or at the statement
     */
    @ParameterizedTest
    @MethodSource("failures")
    void aDatabaseThatFailsIsToldAlikeOnEveryWireAndNothingIsDone(String state, boolean atCommit)
            throws SQLException {
        var id = added();
        var before = phoneOf(id);
        var request = "{\"userId\":\"%s\",\"phone\":\"+41791234567\"}".formatted(id);
        refuseEvents(state, atCommit);
        try {
            for (var form : WireForm.ALL) {
                var answer = form.call(target(), "SetPhone", request, authorised()).orElseThrow();

                var code = state.startsWith("40") ? Code.ABORTED : Code.UNAVAILABLE;
                assertThat(refused(answer, code).getDetailsList())
                        .as("%s: %s", form, answer)
                        .anyMatch(detail -> detail.is(RetryInfo.class))
                        .anyMatch(detail -> detail.is(RequestInfo.class));
            }
        } finally {
            execute("drop function refuse cascade");
        }
        assertThat(phoneOf(id)).isEqualTo(before);
    }

    static Stream<Arguments> conflicts() {
        return Stream.of(
                Arguments.of("40001", false),
                Arguments.of("40001", true),
                Arguments.of("40P01", false),
                Arguments.of("25006", false));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void whatTheDatabaseHasSurelyUndoneIsDoneOnceMore(String state, boolean atCommit)
            throws SQLException {
        execute("create sequence refusals");
        refuseEvents(state, atCommit, "nextval('refusals') = 1");
        try {
            for (var form : WireForm.ALL) {
                var id = added();
                execute("select setval('refusals', 1, false)");
                var request =
                        "{\"userId\":\"%s\",\"phone\":\"+41791234567\",\"isVerified\":true}"
                                .formatted(id);

                var answer = form.call(target(), "SetPhone", request, authorised());

                assertThat(answer.orElseThrow())
                        .as("%s", form)
                        .isInstanceOf(SetPhoneResponse.class);
                assertThat(phoneOf(id)).contains("+41791234567");
            }
        } finally {
            execute("drop function refuse cascade; drop sequence refusals");
        }
    }

    private static void refuseEvents(String state, boolean atCommit) throws SQLException {
        refuseEvents(state, atCommit, "true");
    }

    private static void refuseEvents(String state, boolean atCommit, String when)
            throws SQLException {
        execute(
                "create function refuse() returns trigger language plpgsql as"
                        + " $$ begin if %s then raise exception using errcode = '%s'; end if;"
                                .formatted(when, state)
                        + " return null; end $$");
        execute(
                "create constraint trigger refusing after insert on user_event"
                        + (atCommit ? " deferrable initially deferred" : "")
                        + " for each row execute function refuse()");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aRequestThatIsTooLongIsRefusedInTheSameWords(WireForm form) {
        var request =
                "{\"userId\":\"minnie\",\"verificationCode\":\"%s\"}".formatted("x".repeat(65536));

        var answer = form.call(target(), "VerifyPhone", request, authorised()).orElseThrow();

        assertThat(refused(answer, Code.INVALID_ARGUMENT).getMessage())
                .isEqualTo("body is longer than 65536 bytes");
    }

    @Test
    void whatIsNoMessageIsRefusedInTheSameWordsBeforeTheTokenIsLookedAt() {
        var garbage = new byte[] {(byte) 0xff, 1, 2};
        var bytes =
                new io.grpc.MethodDescriptor.Marshaller<byte[]>() {
                    @Override
                    public java.io.InputStream stream(byte[] value) {
                        return new ByteArrayInputStream(value);
                    }

                    @Override
                    public byte[] parse(java.io.InputStream stream) {
                        throw new AssertionError("an answer");
                    }
                };
        var method = UserServiceGrpc.getSetPhoneMethod().toBuilder(bytes, bytes).build();

        assertThat(
                        refused(
                                        CONNECT.answer(
                                                "SetPhone",
                                                CONNECT.send(
                                                        target(), "SetPhone", garbage, Map.of())),
                                        Code.INVALID_ARGUMENT)
                                .getMessage())
                .isEqualTo("body is not a SetPhoneRequest");
        assertThat(
                        refused(
                                        GRPC_WEB.answer(
                                                "SetPhone",
                                                GRPC_WEB.send(
                                                        target(),
                                                        "SetPhone",
                                                        frame(0, garbage),
                                                        Map.of())),
                                        Code.INVALID_ARGUMENT)
                                .getMessage())
                .isEqualTo("body is not a SetPhoneRequest");
        assertThatThrownBy(
                        () ->
                                ClientCalls.blockingUnaryCall(
                                        channel, method, CallOptions.DEFAULT, garbage))
                .hasMessage("INVALID_ARGUMENT: body is not a SetPhoneRequest");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 6, 7})
    void whatIsNoFrameOfGrpcWebIsRefused(int kind) {
        var body =
                switch (kind) {
                    case 0 -> new byte[0];
                    case 4 -> new byte[4];
                    case 5 -> frame(0x80, set("minnie"));
                    case 6 ->
                            ByteBuffer.allocate(9).put((byte) 0).putInt(Integer.MAX_VALUE).array();
                    default -> ByteBuffer.allocate(9).put((byte) 0).putInt(-1).array();
                };

        var answer =
                GRPC_WEB.answer(
                        "SetPhone", GRPC_WEB.send(target(), "SetPhone", body, authorised()));

        assertThat(refused(answer, Code.INVALID_ARGUMENT).getMessage())
                .isEqualTo("body is not one message of gRPC-Web");
    }

    @Test
    void aTextOfGrpcWebMayComeInSeveralPieces() {
        var text = new OverGrpcWeb("application/grpc-web-text");
        var id = added();
        var frame = OverGrpcWeb.frame(set(id));
        var encoder = java.util.Base64.getEncoder();
        var pieces =
                encoder.encodeToString(java.util.Arrays.copyOf(frame, 5))
                        + encoder.encodeToString(
                                java.util.Arrays.copyOfRange(frame, 5, frame.length));

        var answer =
                wire().sendForBytes(
                                wire().request(
                                                "/zitadel.user.v2.UserService/SetPhone",
                                                ISSUER.token())
                                        .header("Content-Type", "application/grpc-web-text")
                                        .POST(BodyPublishers.ofString(pieces)));

        assertThat(text.answer("SetPhone", answer)).isNotInstanceOf(Status.class);
        assertThat(phoneOf(id)).contains("+41791234567");
    }

    @Test
    void grpcIsCompressedBothWaysWhereItIsWorthIt() {
        var encodings = new AtomicReference<Metadata>();
        var listed =
                stub(ClientInterceptors.intercept(
                                channel,
                                MetadataUtils.newCaptureMetadataInterceptor(
                                        encodings, new AtomicReference<>())))
                        .withCompression("gzip")
                        .listUsers(ListUsersRequest.getDefaultInstance());

        assertThat(listed.getResultCount()).isGreaterThan(5);
        assertThat(encodings.get().get(Metadata.Key.of("grpc-encoding", ASCII_STRING_MARSHALLER)))
                .isEqualTo("gzip");
        assertThat(encodings.get().get(Metadata.Key.of("x-request-id", ASCII_STRING_MARSHALLER)))
                .matches("[a-z0-9]{20}");
    }

    @Test
    void grpcWebIsCompressedBothWays() throws IOException {
        var answer =
                GRPC_WEB.send(
                        target(),
                        "ListUsers",
                        frame(1, gzip(new byte[0])),
                        Map.of(
                                "authorization", "Bearer " + ISSUER.token(),
                                "grpc-encoding", "gzip",
                                "grpc-accept-encoding", "identity, gzip"));

        assertThat(answer.headers().firstValue("grpc-encoding")).hasValue("gzip");
        var body = ByteBuffer.wrap(answer.body());
        assertThat(body.get()).isEqualTo((byte) 1);
        var packed = new byte[body.getInt()];
        body.get(packed);
        assertThat(ListUsersResponse.parseFrom(gunzip(packed)).getResultCount()).isGreaterThan(5);
    }

    @Test
    void connectIsCompressedBothWays() throws IOException {
        var answer =
                CONNECT_JSON.send(
                        target(),
                        "ListUsers",
                        gzip("{}".getBytes(UTF_8)),
                        Map.of(
                                "authorization", "Bearer " + ISSUER.token(),
                                "content-encoding", "gzip",
                                "accept-encoding", "br, gzip;q=0.5"));

        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(OverConnect.json(gunzip(answer.body())).getJsonArray("result"))
                .hasSizeGreaterThan(5);
    }

    @Test
    void aFewBytesThatUnpackToTooManyAreRefused() {
        var bomb = gzip(new byte[10_000_000]);
        assertThat(bomb).hasSizeLessThan(65536);

        var connect =
                CONNECT.answer(
                        "SetPhone",
                        CONNECT.send(
                                target(),
                                "SetPhone",
                                bomb,
                                authorised("content-encoding", "gzip")));
        var grpcWeb =
                GRPC_WEB.answer(
                        "SetPhone",
                        GRPC_WEB.send(
                                target(),
                                "SetPhone",
                                frame(1, bomb),
                                authorised("grpc-encoding", "gzip")));

        for (var answer : new Message[] {connect, grpcWeb}) {
            assertThat(refused(answer, Code.INVALID_ARGUMENT).getMessage())
                    .isEqualTo("body is longer than 65536 bytes");
        }
    }

    /** Java's own reader of gzip calls itself for each of them, until its stack is exhausted. */
    @ParameterizedTest
    @ValueSource(ints = {3_000, 12_000})
    void thousandsOfMembersAreRefused(int count) {
        var members = GzipMembers.of(count);
        var connect = authorised("content-encoding", "gzip");
        var grpcWeb = authorised("grpc-encoding", "gzip");
        refused(
                CONNECT.answer(
                        "SetPhone", CONNECT.send(target(), "SetPhone", members.bytes(), connect)),
                Code.INVALID_ARGUMENT);
        refused(
                GRPC_WEB.answer(
                        "SetPhone",
                        GRPC_WEB.send(target(), "SetPhone", frame(1, members.bytes()), grpcWeb)),
                Code.INVALID_ARGUMENT);
        var grpc = members.channel(program.grpc());
        assertThatThrownBy(
                        () ->
                                stub(grpc)
                                        .withCompression("gzip")
                                        .setPhone(
                                                SetPhoneRequest.newBuilder()
                                                        .setUserId("a")
                                                        .build()))
                .hasMessageStartingWith("INVALID_ARGUMENT: body is");
        grpc.shutdownNow();
    }

    @Test
    void anotherCompressionIsUnimplemented() {
        refused(
                CONNECT.answer(
                        "SetPhone",
                        CONNECT.send(
                                target(),
                                "SetPhone",
                                set("any"),
                                authorised("content-encoding", "br"))),
                Code.UNIMPLEMENTED);
        refused(
                GRPC_WEB.answer(
                        "SetPhone",
                        GRPC_WEB.send(
                                target(),
                                "SetPhone",
                                OverGrpcWeb.frame(set("any")),
                                authorised("grpc-encoding", "zstd"))),
                Code.UNIMPLEMENTED);
    }

    @Test
    void aBodyWithoutALengthIsRead() {
        var id = added();
        var request =
                wire().request("/zitadel.user.v2.UserService/SetPhone", ISSUER.token())
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("Connect-Protocol-Version", "1")
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () ->
                                                new ByteArrayInputStream(
                                                        "{\"userId\":\"%s\",\"phone\":\"+41791234567\"}"
                                                                .formatted(id)
                                                                .getBytes(UTF_8))));

        assertThat(wire().send(request).statusCode()).isEqualTo(200);
        assertThat(phoneOf(id)).contains("+41791234567");
    }

    @Test
    void connectRefusesWhatItsProtocolDoesNotHave() {
        var path = "/zitadel.user.v2.UserService/SetPhone";

        assertThat(connectRefusal("connect-protocol-version", "2"))
                .isEqualTo("Connect-Protocol-Version must be 1 or absent");
        assertThat(connectRefusal("connect-timeout-ms", "soon"))
                .isEqualTo("invalid Connect-Timeout-Ms");
        assertThat(connectRefusal("connect-timeout-ms", "12345678901"))
                .isEqualTo("invalid Connect-Timeout-Ms");
        var get = wire().get(path, ISSUER.token());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow"))
                .hasValueSatisfying(a -> assertThat(a).contains("POST"));
        var text =
                wire().send(
                                wire().request(path, ISSUER.token())
                                        .header("Content-Type", "application/connect+proto")
                                        .POST(BodyPublishers.ofString("{}")));
        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(text.headers().firstValue("Accept-Post"))
                .hasValueSatisfying(types -> assertThat(types).contains("application/proto"));
        var empty =
                CONNECT_JSON.answer(
                        "SetPhone",
                        CONNECT_JSON.send(target(), "SetPhone", new byte[0], authorised()));
        assertThat(refused(empty, Code.INVALID_ARGUMENT).getMessage())
                .isEqualTo("zero-length payload is not a valid JSON object");
    }

    private static String connectRefusal(String name, String value) {
        var answer =
                CONNECT.answer(
                        "SetPhone",
                        CONNECT.send(target(), "SetPhone", set("any"), authorised(name, value)));
        return refused(answer, Code.INVALID_ARGUMENT).getMessage();
    }

    @Test
    void aRefusalOverConnectHasTheHeadersThatHttpHasForIt() {
        var answer = CONNECT.send(target(), "SetPhone", set("any"), Map.of());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void anUnknownMethodIsUnimplementedOverEveryForm() {
        var path = "zitadel.user.v2.UserService/PatPhone";
        var method =
                UserServiceGrpc.getSetPhoneMethod().toBuilder().setFullMethodName(path).build();

        assertThatThrownBy(
                        () ->
                                ClientCalls.blockingUnaryCall(
                                        channel,
                                        method,
                                        CallOptions.DEFAULT,
                                        SetPhoneRequest.getDefaultInstance()))
                .hasMessage("UNIMPLEMENTED: Method not found");
        var grpcWeb = named(path, "application/grpc-web+proto");
        assertThat(grpcWeb.headers().firstValue("grpc-status")).hasValue("12");
        var connect = named(path, "application/json");
        assertThat(connect.statusCode()).isEqualTo(501);
        assertThat(OverConnect.json(connect.body()).getString("code")).isEqualTo("unimplemented");
    }

    private static HttpResponse<byte[]> named(String path, String mediaType) {
        return wire().sendForBytes(
                        wire().request("/" + path, ISSUER.token())
                                .header("Content-Type", mediaType)
                                .POST(BodyPublishers.ofByteArray(OverGrpcWeb.frame(new byte[0]))));
    }

    @Test
    void aDeadlineThatHasPassedIsTold() {
        var id = added();

        refused(
                CONNECT.answer(
                        "SetPhone",
                        CONNECT.send(
                                target(),
                                "SetPhone",
                                set(id),
                                authorised("connect-timeout-ms", "0"))),
                Code.DEADLINE_EXCEEDED);
        refused(
                GRPC_WEB.answer(
                        "SetPhone",
                        GRPC_WEB.send(
                                target(),
                                "SetPhone",
                                OverGrpcWeb.frame(set(id)),
                                authorised("grpc-timeout", "1n"))),
                Code.DEADLINE_EXCEEDED);
        assertThat(phoneOf(id)).isEqualTo("{}");
    }

    /** Somebody else has the row; the deadline reaches the statement that waits for it. */
    @Test
    void aDeadlineEndsTheWorkAndLeavesNothingOfIt() throws Exception {
        var id = added();
        try (var other = locked(id)) {
            assertThatThrownBy(
                            () ->
                                    stub(channel)
                                            .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                                            .setPhone(SetPhoneRequest.parseFrom(set(id))))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageStartingWith("DEADLINE_EXCEEDED");
            refused(
                    CONNECT.answer(
                            "SetPhone",
                            CONNECT.send(
                                    target(),
                                    "SetPhone",
                                    set(id),
                                    authorised("connect-timeout-ms", "300"))),
                    Code.DEADLINE_EXCEEDED);
            program.awaitRest();
            other.rollback();
        }
        assertThat(phoneOf(id)).isEqualTo("{}");
    }

    @Test
    void aCallThatIsCancelledLeavesNothing() throws Exception {
        var id = added();
        try (var other = locked(id)) {
            ClientCall<SetPhoneRequest, SetPhoneResponse> call =
                    ClientInterceptors.intercept(
                                    channel,
                                    MetadataUtils.newAttachHeadersInterceptor(
                                            metadata(ISSUER.token())))
                            .newCall(UserServiceGrpc.getSetPhoneMethod(), CallOptions.DEFAULT);
            call.start(new ClientCall.Listener<>() {}, new Metadata());
            call.sendMessage(SetPhoneRequest.parseFrom(set(id)));
            call.halfClose();
            awaitWaiting();
            call.cancel("test", null);
            // On the same connection, so the server has heard of the end when it answers.
            assertThat(HealthGrpc.newBlockingStub(channel).check(HEALTH).getStatus())
                    .isEqualTo(ServingStatus.SERVING);
            other.rollback();
        }
        program.awaitOutput("gRPC zitadel.user.v2.UserService/SetPhone status=CANCELLED");
        assertThat(phoneOf(id)).isEqualTo("{}");
    }

    @Test
    void aMalformedTimeoutLeavesNoStackTraceInTheLog() throws IOException {
        var path = "/zitadel.user.v2.UserService/ListUsers";
        var socket = new Socket(program.grpc().getAddress(), program.grpc().getPort());
        socket.setSoTimeout(20_000);
        try (var connection = new RawConnection(socket, 65_535, path)) {
            GrpcAttack.TIMEOUT_OF_LETTERS.on(connection, 1);
            assertThat(connection.awaits(RawConnection.RST_STREAM)).isTrue();
        }

        assertThat(program.out()).doesNotContain("NumberFormatException");
    }

    @Test
    void theLogNamesTheCallerAndTheClientOfARequestOverEveryWire() {
        var request = "{\"userId\":\"minnie\"}";
        for (var form : WireForm.ALL) {
            var caller = UUID.randomUUID().toString();
            var token = ISSUER.token(caller, Issuer.ORGANISATION);
            form.call(target(), "GetUserByID", request, Map.of("authorization", "Bearer " + token));

            program.awaitOutput(" client=127.0.0.1 caller=" + caller);
        }
    }

    private static Connection locked(String id) throws SQLException {
        var connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement("select 1 from user_account where id = ? for update")) {
            lock.setString(1, id);
            lock.executeQuery();
        }
        return connection;
    }

    /** Until some statement waits for a lock. */
    private static void awaitWaiting() {
        program.await(
                "a statement that waits",
                () -> {
                    try (var connection = postgres.getPostgresDatabase().getConnection();
                            var statement = connection.createStatement();
                            var count =
                                    statement.executeQuery(
                                            "select count(*) from pg_stat_activity"
                                                    + " where wait_event_type = 'Lock'")) {
                        count.next();
                        return count.getInt(1) > 0;
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void reflectionShowsTheServicesToTools() {
        var services = new CompletableFuture<ServerReflectionResponse>();
        var requests =
                ServerReflectionGrpc.newStub(channel)
                        .serverReflectionInfo(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ServerReflectionResponse response) {
                                        services.complete(response);
                                    }

                                    @Override
                                    public void onError(Throwable e) {
                                        services.completeExceptionally(e);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(services.join().getListServicesResponse().getServiceList())
                .extracting(io.grpc.reflection.v1.ServiceResponse::getName)
                .contains(
                        "zitadel.user.v2.UserService",
                        "zitadel.admin.v1.AdminService",
                        "zitadel.management.v1.ManagementService",
                        "userphone.v1.SmsService",
                        "userphone.v1.KeyService",
                        "userphone.v1.LimitService",
                        "userphone.v1.SystemService",
                        "userphone.v1.CallerService",
                        "userphone.v1.ImportService",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1alpha.ServerReflection");
        requests.onCompleted();
    }

    @Test
    void moreMetadataThanATokenNeedsIsRefused() {
        var metadata = metadata(ISSUER.token());
        metadata.put(Metadata.Key.of("x-more", ASCII_STRING_MARSHALLER), "x".repeat(30_000));
        var stub =
                UserServiceGrpc.newBlockingStub(
                        ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(metadata)));

        assertThatThrownBy(() -> stub.getUserByID(GetUserByIDRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(stub(channel).listUsers(ListUsersRequest.getDefaultInstance()).getResultCount())
                .isPositive();
    }

    /** The attack called Rapid Reset: calls that are cancelled as soon as they are made. */
    @Test
    void aFloodOfCancelledCallsEndsItsOwnConnectionAndNoOther() {
        var flooding = program.channel();
        try {
            var end = new CompletableFuture<String>();
            HealthGrpc.newStub(flooding)
                    .watch(
                            HEALTH,
                            new StreamObserver<>() {
                                @Override
                                public void onNext(HealthCheckResponse response) {
                                    IntStream.range(0, 5000).forEach(i -> reset(flooding));
                                }

                                @Override
                                public void onError(Throwable e) {
                                    end.complete(e.getMessage());
                                }

                                @Override
                                public void onCompleted() {
                                    end.complete("completed");
                                }
                            });

            // Which of the two depends on what grpc-java reads first: the reason or the end.
            assertThat(end.orTimeout(1, TimeUnit.MINUTES).join())
                    .matches("(?s)(UNAVAILABLE|RESOURCE_EXHAUSTED).*");
            assertThat(stub(channel).listUsers(ListUsersRequest.getDefaultInstance())).isNotNull();
        } finally {
            flooding.shutdownNow();
        }
    }

    /**
     * As a stream, because grpc-java does not say of a unary call that it has begun. Without a
     * message, because sending one would race with the end of the call.
     */
    private static void reset(Channel over) {
        var method =
                UserServiceGrpc.getListUsersMethod().toBuilder()
                        .setType(MethodType.BIDI_STREAMING)
                        .build();
        var call = over.newCall(method, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onReady() {
                        call.cancel("flood", null);
                    }
                },
                new Metadata());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/zitadel.user.v2.UserService/SetPhone",
                "/zitadel.management.v1.ManagementService/GetCustomVerifyPhoneMessageText",
                "/userphone.v1.SmsService/ListPhoneMessages",
                "/userphone.v1.CallerService/GetMe",
                "/userphone.v1.ImportService/ImportUsers",
                "/userphone/v1/me",
                "/v2/users",
                "/admin/v1/events/_search",
                "/management/v1/text/message/verifyphone/en"
            })
    void pagesOfOriginsThatAreConfiguredMayCallAndOthersMayNot(String path) {
        var allowed = preflight(path, ORIGIN);
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(
                        names ->
                                assertThat(names)
                                        .containsIgnoringCase("authorization")
                                        .containsIgnoringCase("connect-protocol-version")
                                        .containsIgnoringCase("x-grpc-web"));
        for (var origin : new String[] {"https://evil.example", "null", ORIGIN + ":8443"}) {
            var refused = preflight(path, origin);
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(
                        preflight("/openapi", ORIGIN)
                                .headers()
                                .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private static HttpResponse<String> preflight(String path, String origin) {
        return wire().send(
                        wire().request(path, null)
                                .header("Origin", origin)
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
