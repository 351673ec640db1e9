package org.userphone.ear;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.UserServiceGrpc;

/** How gRPC ends: calls in flight are answered, others turned away, and health says why. */
class GrpcDrainIT {

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();

    @Test
    void aCallInFlightIsAnsweredBeforeTheProgramEndsAndHealthTellsOfBoth() throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            var environment = Postgres.settings(postgres);
            environment.putAll(issuer.settings());
            try (var program = Program.start(folder, environment)) {
                var wire = new Wire(program.base());
                wire.post("/v2/users/new", issuer.token(), Issuer.newUser("alice"));
                var channel = program.channel();
                var watched = watch(HealthGrpc.newStub(channel));
                program.await("serving", () -> watched.contains(ServingStatus.SERVING));
                var metadata = new Metadata();
                metadata.put(
                        Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER),
                        "Bearer " + issuer.token());
                var users =
                        UserServiceGrpc.newFutureStub(channel)
                                .withInterceptors(
                                        MetadataUtils.newAttachHeadersInterceptor(metadata));
                var set =
                        SetPhoneRequest.newBuilder()
                                .setUserId("alice")
                                .setPhone("+41791234567")
                                .build();

                try (var connection = postgres.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.executeQuery("select 1 from user_account for update");
                    var answer = users.setPhone(set);
                    program.awaitRequest();
                    program.stop();
                    program.await("the end", () -> watched.contains(ServingStatus.NOT_SERVING));
                    assertThatThrownBy(() -> users.setPhone(set).get())
                            .hasMessageContaining("UNAVAILABLE");
                    assertThat(answer.isDone()).isFalse();
                    connection.rollback();

                    assertThat(answer.get().getDetails().getSequence()).isEqualTo(4);
                }
                assertThat(program.exit()).isZero();
                assertThat(program.err()).isEmpty();
                LogSearch.assertClean(program);
            }
        }
    }

    @Test
    void withoutItsDatabaseItIsNotServing() throws Exception {
        var postgres = EmbeddedPostgres.start();
        var environment = Postgres.settings(postgres);
        environment.putAll(issuer.settings());
        try (var program = Program.start(folder, environment)) {
            var channel = program.channel();
            var watched = watch(HealthGrpc.newStub(channel));
            program.await("serving", () -> watched.contains(ServingStatus.SERVING));

            postgres.close();

            program.await("not serving", () -> watched.contains(ServingStatus.NOT_SERVING));
            var request =
                    HealthCheckRequest.newBuilder()
                            .setService("zitadel.user.v2.UserService")
                            .build();
            assertThat(HealthGrpc.newBlockingStub(channel).check(request).getStatus())
                    .isEqualTo(ServingStatus.NOT_SERVING);
            channel.shutdownNow();
        }
    }

    private static Queue<ServingStatus> watch(HealthGrpc.HealthStub health) {
        var watched = new ConcurrentLinkedQueue<ServingStatus>();
        health.withWaitForReady()
                .watch(
                        HealthCheckRequest.getDefaultInstance(),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(HealthCheckResponse response) {
                                watched.add(response.getStatus());
                            }

                            @Override
                            public void onError(Throwable end) {}

                            @Override
                            public void onCompleted() {}
                        });
        return watched;
    }
}
