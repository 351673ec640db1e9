package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.tools.attach.VirtualMachine;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * An application server of the field, unpacked from its distribution, as a process of its own on
 * free ports of the loopback address. What it writes goes to a folder of the test.
 */
abstract class ApplicationServer implements AutoCloseable {

    /** The EAR as it is built: each server gets the same file. */
    static final Path EAR = Path.of("target/userphone.ear").toAbsolutePath();

    /** Generous, as the machine may be busy; a deployment takes half a minute. */
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    /** The JDK that servers run on: that of the tests, unless the property names another one. */
    static final Path JDK =
            Path.of(System.getProperty("servers.jdk", System.getProperty("java.home")));

    final Path home;
    final Path folder;
    final Deque<Integer> ports = new ArrayDeque<>(FreePorts.find(12));
    final int httpPort = ports.remove();
    final int grpcPort = ports.remove();
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param distribution the folder below {@code target/servers} where it is unpacked
     */
    ApplicationServer(String distribution, Path folder) {
        this.home = Path.of("target/servers", distribution).toAbsolutePath();
        this.folder = folder;
    }

    /** Starts the server with these settings of the application. */
    void start(Map<String, String> settings) throws Exception {
        assumeTrue(
                version() >= minJava(),
                "it runs on JDK %d or newer: -Dservers.jdk names one".formatted(minJava()));
        assumeTrue(Files.isDirectory(home), "it is not there: -Pservers,every-server");
        environment.putAll(settings);
        environment.put("USERPHONE_GRPC_PORT", Integer.toString(grpcPort));
        environment.put("USERPHONE_DATA", folder.resolve("data").toString());
        boot();
    }

    /** The oldest Java that this server runs on. */
    int minJava() {
        return 17;
    }

    /**
     * Writes down what docs/deploy.md publishes.
     *
     * @param deployment how long it took
     */
    void measured(Duration deployment) throws IOException {
        var memory =
                Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .sum();
        Files.writeString(
                Path.of("target/servers/measured.txt"),
                "%s: deployed in %.1f s, %d MiB resident after the tests%n"
                        .formatted(home, deployment.toMillis() / 1000.0, memory / 1024),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static int version() throws IOException {
        var release = new Properties();
        try (var file = Files.newBufferedReader(JDK.resolve("release"))) {
            release.load(file);
        }
        return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", ""))
                .feature();
    }

    abstract void boot() throws Exception;

    /** Deploys the EAR at the root, and returns when it has started. */
    abstract void deploy() throws Exception;

    abstract void undeploy() throws Exception;

    abstract long pid();

    @Override
    public abstract void close();

    /** What the server has written to its log. */
    abstract String log();

    URI base() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** A connection to its gRPC port; whoever asked for it closes it. */
    ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
    }

    /** A process of Java with the settings of the application, whose output goes to a file. */
    Process java(Path output, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(JDK.resolve("bin/java").toString()));
        command.addAll(List.of(arguments));
        return process(output, command);
    }

    /** A process with the settings of the application, whose output goes to a file. */
    Process process(Path output, List<String> command) throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("USERPHONE_") || name.startsWith("MP_"));
        builder.environment().putAll(environment);
        builder.environment().put("AS_JAVA", JDK.toString());
        builder.environment().put("JAVA_HOME", JDK.toString());
        more(builder.environment());
        return builder.start();
    }

    /** Variables that this server needs besides. */
    void more(Map<String, String> variables) {}

    void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s: %s", what, log()).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** The names of the server's threads, as its own MBean tells them. */
    List<String> threads() throws Exception {
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
        var machine = VirtualMachine.attach(Long.toString(pid()));
        try {
            return new JMXServiceURL(machine.startLocalManagementAgent());
        } finally {
            machine.detach();
        }
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, UTF_8) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(1, MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
