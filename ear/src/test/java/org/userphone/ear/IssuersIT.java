package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys of issuers, read over the network by the packaged program. */
class IssuersIT {

    private static final String HUNG = "https://hung.example";
    private static final String NOBODY = "/v2/users/nobody";

    private final Issuer issuer = new Issuer();

    @Test
    @Timeout(300)
    void anIssuerThatNeverAnswersTakesNoOtherAlong(@TempDir Path folder) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        var keys = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        byte[] body = issuer.jwks().getBytes(UTF_8);
        keys.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        keys.start();
        try (var hung = new ServerSocket(0, 50, loopback);
                var program =
                        Program.start(
                                folder,
                                settings(keys.getAddress().getPort(), hung.getLocalPort()))) {
            var wire = new Wire(program.base());
            var unanswered = hung.accept();
            assertThat(unanswered.isConnected()).isTrue();

            int status = wire.get(NOBODY, issuer.token()).statusCode();
            while (status == 503) { // The first reading may be under way.
                status = wire.get(NOBODY, issuer.token()).statusCode();
            }
            assertThat(status).isEqualTo(404);
            for (int i = 0; i < 100; i++) {
                var refused = wire.get(NOBODY, tokenOfHung(i));
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(refused.body()).contains("google.rpc.RetryInfo", "\"5s\"");
                assertThat(wire.get(NOBODY, issuer.token()).statusCode()).isEqualTo(404);
            }

            program.awaitOutput("The keys of issuer hung cannot be read");
            assertThat(program.out()).doesNotContain("KeysUnavailable", "\tat ");
        } finally {
            keys.stop(0);
        }
    }

    private Map<String, String> settings(int port, int hungPort) {
        var settings = new HashMap<>(issuer.settings());
        settings.remove("MP_JWT_VERIFY_PUBLICKEY");
        settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "http://127.0.0.1:" + port + "/keys");
        settings.put("USERPHONE_ISSUERS", "hung");
        settings.put("USERPHONE_ISSUER_HUNG_ISSUER", HUNG);
        settings.put("USERPHONE_ISSUER_HUNG_AUDIENCES", "userphone");
        settings.put("USERPHONE_ISSUER_HUNG_USER_PREFIX", "hung:");
        settings.put("USERPHONE_ISSUER_HUNG_PUBLICKEY_ALGORITHM", "ES256");
        settings.put(
                "USERPHONE_ISSUER_HUNG_PUBLICKEY_LOCATION",
                "http://127.0.0.1:" + hungPort + "/keys");
        return settings;
    }

    private String tokenOfHung(int user) {
        return issuer.sign(
                new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .issuer(HUNG)
                        .subject("user" + user)
                        .audience("userphone")
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
    }
}
