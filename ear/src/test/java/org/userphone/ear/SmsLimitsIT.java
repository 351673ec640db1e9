package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UserServiceGrpc;

/**
 * Limits by the client's address, which no other test knows for sure: the program trusts the proxy
 * on its own machine and sends one SMS in five minutes for each client.
 */
class SmsLimitsIT {

    private static final Issuer ISSUER = new Issuer();
    private static Program program;
    private static ManagedChannel channel;

    @BeforeAll
    static void start(@TempDir Path folder) {
        var environment = new HashMap<>(ISSUER.settings());
        environment.putAll(
                Map.of(
                        "USERPHONE_GUARD_ADDRESS", "1/PT5M",
                        "USERPHONE_PROXIES", "127.0.0.0/8,::1/128",
                        "USERPHONE_TEST_NUMBERS", "+41790000001=123456@2999-01-01"));
        program = Program.start(folder, environment);
        channel = program.channel();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        LogSearch.assertClean(program);
        program.close();
    }

    @Test
    void aClientIsTheSameOverJsonAndGrpcAndOthersBehindTheProxyAreNot() {
        add("alice");

        assertThat(overJson("alice", "+41791230001", "198.51.100.1").statusCode()).isEqualTo(200);
        var refused = overJson("alice", "+41791230002", "1.2.3.4, 198.51.100.1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("USERPHONE-aD4rs");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(200L, 300L);
        assertThatThrownBy(() -> overGrpc("alice", "+41791230002", "for=198.51.100.1"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        no -> {
                            assertThat(no).hasMessageContaining("USERPHONE-aD4rs");
                            assertThat(retryDelay(no)).isBetween(200L, 300L);
                        });

        overGrpc("alice", "+41791230002", "for=198.51.100.2");
        assertThat(overJson("alice", "+41791230003", "198.51.100.2").statusCode()).isEqualTo(429);
        assertThat(overJson("alice", "+41791230003", "198.51.100.3").statusCode()).isEqualTo(200);
    }

    @Test
    void aTestNumberIsProvedByItsCodeAsOftenAsOneLikesAndTheStartWarnsOfIt() {
        for (var user : new String[] {"bob", "carol", "dave"}) {
            add(user);
            assertThat(overJson(user, "+41790000001", "198.51.100.9").statusCode()).isEqualTo(200);
            assertThat(
                            new Wire(program.base())
                                    .post(
                                            "/v2/users/" + user + "/phone/verify",
                                            ISSUER.token(),
                                            "{\"verificationCode\":\"123456\"}")
                                    .statusCode())
                    .isEqualTo(200);
        }
        assertThat(program.out())
                .contains("userphone.test.numbers")
                .doesNotContain("41790000001", "123456");
    }

    private static void add(String user) {
        var added = wire().post("/v2/users/new", ISSUER.token(), Issuer.newUser(user));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    private static HttpResponse<String> overJson(String user, String number, String forwarded) {
        return wire().send(
                        wire().request("/v2/users/" + user + "/phone", ISSUER.token())
                                .header("X-Forwarded-For", forwarded)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"phone\":\"" + number + "\",\"sendCode\":{}}")));
    }

    private static void overGrpc(String user, String number, String forwarded) {
        var metadata = new Metadata();
        metadata.put(key("authorization"), "Bearer " + ISSUER.token());
        metadata.put(key("forwarded"), forwarded);
        UserServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .setPhone(SetPhoneRequest.newBuilder().setUserId(user).setPhone(number).build());
    }

    private static long retryDelay(StatusRuntimeException refusal) {
        return StatusProto.fromThrowable(refusal).getDetailsList().stream()
                .filter(detail -> detail.is(RetryInfo.class))
                .map(SmsLimitsIT::retryInfo)
                .findFirst()
                .orElseThrow()
                .getRetryDelay()
                .getSeconds();
    }

    private static RetryInfo retryInfo(Any detail) {
        try {
            return detail.unpack(RetryInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, ASCII_STRING_MARSHALLER);
    }

    private static Wire wire() {
        return new Wire(program.base());
    }
}
