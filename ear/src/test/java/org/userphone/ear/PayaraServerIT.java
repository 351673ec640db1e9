package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
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
import java.util.stream.Stream;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.UserServiceGrpc;

/** The EAR on a real Payara Server, whose domain is copied and bound to the loopback address. */
@Tag("servers")
class PayaraServerIT {

    private static final Path SERVER = Path.of("target/servers/payara6/glassfish").toAbsolutePath();

    @TempDir private Path folder;

    private final Issuer issuer = new Issuer();
    private int adminPort;
    private int grpcPort;
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

        assertThat(threads()).as("while it runs").anyMatch(name -> name.contains("userphone-grpc"));
        var added = post("/v2/users/new", Issuer.newUser("alice"));
        var set =
                post("/v2/users/alice/phone", "{\"phone\": \"+41791234567\", \"returnCode\": {}}");

        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).contains("\"verificationCode\"");
        assertThat(set.headers().firstValue("X-Request-Id")).isPresent();
        undeploy();
    }

    /** Nothing of a version that is gone is left: its threads, and with them all its classes. */
    @Test
    void aRedeployLeavesNoThreadBehind() throws Exception {
        deploy();
        post("/v2/users/new", Issuer.newUser("alice"));
        assertThat(overGrpc("alice")).isEqualTo("alice");
        undeploy();
        var before = threads();

        deploy();
        assertThat(overGrpc("alice")).isEqualTo("alice");
        undeploy();

        awaitThreads(before.size());
        assertThat(threads()).noneMatch(name -> name.matches("(?i).*(grpc|userphone|netty).*"));
    }

    private String overGrpc(String id) {
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
        try {
            var metadata = new Metadata();
            metadata.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    "Bearer " + issuer.token());
            return UserServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .getUserByID(GetUserByIDRequest.newBuilder().setUserId(id).build())
                    .getUser()
                    .getUserId();
        } finally {
            channel.shutdownNow();
        }
    }

    private void undeploy() throws Exception {
        asadmin("--port", Integer.toString(adminPort), "undeploy", "userphone");
    }

    /** The names of the server's threads, as its own MBean tells them. */
    private List<String> threads() throws Exception {
        try (var connector = JMXConnectorFactory.connect(agent())) {
            var bean =
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class);
            return Stream.of(bean.dumpAllThreads(false, false))
                    .map(ThreadInfo::getThreadName)
                    .toList();
        }
    }

    private JMXServiceURL agent() throws Exception {
        var server =
                ProcessHandle.allProcesses()
                        .filter(
                                process ->
                                        process.info()
                                                .commandLine()
                                                .filter(line -> line.contains(folder.toString()))
                                                .isPresent())
                        .findFirst()
                        .orElseThrow();
        var machine = VirtualMachine.attach(Long.toString(server.pid()));
        try {
            return new JMXServiceURL(machine.startLocalManagementAgent());
        } finally {
            machine.detach();
        }
    }

    /** The server's own threads come and go; those of two deployments would be many more. */
    private void awaitThreads(int before) throws Exception {
        var deadline = System.nanoTime() + MINUTES.toNanos(1);
        while (threads().size() > before + 5) {
            assertThat(System.nanoTime()).as("%s", threads()).isLessThan(deadline);
        }
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
        var ports = new ArrayDeque<>(freePorts(10));
        adminPort = ports.remove();
        grpcPort = ports.remove();
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
        builder.environment().put("USERPHONE_GRPC_PORT", Integer.toString(grpcPort));
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
