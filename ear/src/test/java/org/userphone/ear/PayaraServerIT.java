package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The EAR on a real Payara Server, whose domain is copied and bound to the loopback address. */
@Tag("servers")
class PayaraServerIT {

    private static final Path SERVER = Path.of("target/servers/payara6/glassfish").toAbsolutePath();
    private static final String ISSUER = "https://issuer.example";
    private static final String ORGANISATION = "300000000000000001";

    @TempDir private Path folder;

    private final ECKey key = key();
    private int adminPort;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        var domain = folder.resolve("domains/domain1");
        copy(SERVER.resolve("domains/domain1"), domain);
        var file = domain.resolve("config/domain.xml");
        Files.writeString(file, onLoopback(Files.readString(file)));
        asadmin("start-domain", "--domaindir", folder.resolve("domains").toString(), "domain1");
    }

    @AfterEach
    void stop() throws Exception {
        asadmin(
                "stop-domain",
                "--kill",
                "--domaindir",
                folder.resolve("domains").toString(),
                "domain1");
    }

    @Test
    void aPhoneIsSetOverHttpOnTheEmbeddedDatabase() throws Exception {
        deploy();

        var answer = post("/throwaway", "hello");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        asadmin("--port", Integer.toString(adminPort), "undeploy", "userphone");
    }

    private void deploy() throws Exception {
        asadmin(
                "--port",
                Integer.toString(adminPort),
                "deploy",
                Path.of("target/userphone.ear").toAbsolutePath().toString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base.resolve(path))
                                .header("Authorization", "Bearer " + token())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** The settings of production: an issuer, its key, a secret and an organisation. */
    private Map<String, String> settings() throws JOSEException {
        return Map.of(
                "MP_JWT_VERIFY_ISSUER",
                ISSUER,
                "MP_JWT_VERIFY_PUBLICKEY",
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.toPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----",
                "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM",
                "ES256",
                "MP_JWT_VERIFY_AUDIENCES",
                "userphone",
                "USERPHONE_KEYS",
                "test:" + Base64.getEncoder().encodeToString(new byte[32]),
                "USERPHONE_ORGANISATIONS",
                ORGANISATION,
                "USERPHONE_DATA",
                folder.resolve("data").toString());
    }

    private String token() throws JOSEException {
        var now = Instant.now();
        var jwt =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.ES256),
                        new JWTClaimsSet.Builder()
                                .issuer(ISSUER)
                                .subject("administrator")
                                .audience("userphone")
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))))
                                .claim("groups", List.of("IAM_OWNER"))
                                .build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Free ports instead of the well-known ones, no TLS listener and no cluster. */
    private String onLoopback(String domain) throws IOException {
        var ports = new ArrayDeque<>(freePorts(9));
        adminPort = ports.remove();
        var httpPort = ports.remove();
        base = URI.create("http://127.0.0.1:" + httpPort);
        var changed =
                domain.replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                        .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + httpPort + "\"")
                        .replace(
                                "port=\"4848\"", "address=\"127.0.0.1\" port=\"" + adminPort + "\"")
                        .replace("port=\"8181\"", "enabled=\"false\" port=\"8181\"")
                        .replace(
                                "<hazelcast-config-specific-configuration>",
                                "<hazelcast-config-specific-configuration enabled=\"false\">");
        for (var port : List.of("3700", "3820", "3920", "8686", "7676", "6666")) {
            changed = changed.replaceAll("(port=\"?|value=\")" + port, "$1" + ports.remove());
        }
        return changed;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private void asadmin(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Program.javaCommand());
        command.add("-jar");
        command.add(SERVER.resolve("lib/client/appserver-cli.jar").toString());
        command.addAll(List.of(arguments));
        var output = folder.resolve("asadmin.txt");
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(settings());
        var process = builder.start();
        var ended = process.waitFor(10, MINUTES);
        assertThat(ended && process.exitValue() == 0)
                .as("%s: %s", List.of(arguments), Files.readString(output))
                .isTrue();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
