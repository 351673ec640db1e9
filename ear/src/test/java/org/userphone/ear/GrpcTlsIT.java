package org.userphone.ear;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcTlsIT {

    private static final String PASSWORD = "changeit";

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();

    @Test
    void withACertificateItSpeaksTlsOnly() throws Exception {
        var certificate = folder.resolve("certificate.pem");
        var key = folder.resolve("key.pem");
        write(certificate, key);
        try (var program = Program.start(folder, settings(certificate, key))) {
            var trusting =
                    Grpc.newChannelBuilderForAddress(
                                    program.grpc().getHostString(),
                                    program.grpc().getPort(),
                                    TlsChannelCredentials.newBuilder()
                                            .trustManager(certificate.toFile())
                                            .build())
                            .build();
            var plain = program.channel();
            try {
                assertThat(
                                HealthGrpc.newBlockingStub(trusting)
                                        .withWaitForReady()
                                        .withDeadlineAfter(1, TimeUnit.MINUTES)
                                        .check(HealthCheckRequest.getDefaultInstance())
                                        .getStatus())
                        .isEqualTo(ServingStatus.SERVING);
                assertThatThrownBy(
                                () ->
                                        HealthGrpc.newBlockingStub(plain)
                                                .check(HealthCheckRequest.getDefaultInstance()))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageStartingWith("UNAVAILABLE");
            } finally {
                trusting.shutdownNow();
                plain.shutdownNow();
            }
        }
    }

    @Test
    void filesThatAreNoUseAreNamed() throws Exception {
        var key = Files.writeString(folder.resolve("key.pem"), "no key");

        assertRefused(settings(folder.resolve("nowhere.pem"), key), "userphone.grpc.tls.*");
        var half = new HashMap<>(settings(key, key));
        half.remove("USERPHONE_GRPC_TLS_KEY");
        assertRefused(half, "set both or none");
    }

    private void assertRefused(Map<String, String> settings, String why) {
        try (var program = Program.start(folder, settings)) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.errLines()).singleElement().asString().contains(why);
        }
    }

    private Map<String, String> settings(Path certificate, Path key) {
        var settings = new HashMap<>(issuer.settings());
        settings.put("USERPHONE_GRPC_TLS_CERTIFICATES", certificate.toString());
        settings.put("USERPHONE_GRPC_TLS_KEY", key.toString());
        return settings;
    }

    /** A pair for the loopback address, made by what every JDK has. */
    private void write(Path certificate, Path key)
            throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=userphone",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        pem(certificate, "CERTIFICATE", keys.getCertificate("it").getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String what, byte[] encoded) throws IOException {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
        Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(what, text));
    }
}
