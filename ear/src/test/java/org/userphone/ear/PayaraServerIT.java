package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The EAR on a real Payara Server, whose domain is copied and bound to the loopback address. */
@Tag("servers")
class PayaraServerIT {

    private static final Path SERVER = Path.of("target/servers/payara6/glassfish").toAbsolutePath();

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();
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

        var added = post("/v2/users/new", Issuer.newUser("alice"));
        var set =
                post("/v2/users/alice/phone", "{\"phone\": \"+41791234567\", \"returnCode\": {}}");

        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).contains("\"verificationCode\"");
        assertThat(set.headers().firstValue("X-Request-Id")).isPresent();
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
                                .header("Authorization", "Bearer " + issuer.token())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
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
        builder.environment().putAll(issuer.settings());
        builder.environment().put("USERPHONE_DATA", folder.resolve("data").toString());
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
