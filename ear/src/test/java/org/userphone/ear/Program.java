package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The packaged userphone.jar as a process of its own, on a free port of the loopback address. */
public final class Program implements AutoCloseable {

    /** Generous, as the machine may be busy; a start takes some ten seconds. */
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private static final Pattern LISTENS =
            Pattern.compile("^userphone listens on (http\\S+)$", Pattern.MULTILINE);

    /** For a short life on a busy machine, where the second compiler costs more than it gives. */
    private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1");

    private static final Pattern GRPC =
            Pattern.compile("^userphone listens for gRPC on (\\S+):(\\d+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the program without waiting for it.
     *
     * @param folder where its output goes, and its data unless the environment says otherwise
     * @param environment what is set besides the free port
     */
    static Program start(Path folder, Map<String, String> environment) {
        return start(folder, environment, BRIEF);
    }

    /**
     * As above.
     *
     * @param options of the JVM, besides those that are shipped
     * @param arguments of the program
     */
    public static Program start(
            Path folder,
            Map<String, String> environment,
            List<String> options,
            String... arguments) {
        try {
            var out = Files.createTempFile(folder, "out", ".txt");
            var err = Files.createTempFile(folder, "err", ".txt");
            link("userphone.jsa", folder);
            var command = new ArrayList<>(List.of(javaCommand(), "@" + built("userphone.args")));
            command.addAll(options);
            command.addAll(List.of("-jar", built("userphone.jar")));
            command.addAll(List.of(arguments));
            var builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("USERPHONE_") || name.startsWith("MP_"));
            builder.environment().put("USERPHONE_HTTP_PORT", "0");
            builder.environment().put("USERPHONE_GRPC_PORT", "0");
            builder.environment().put("USERPHONE_STOP_NOTICE", "PT0S");
            builder.environment().putAll(environment);
            return new Program(builder.start(), out, err);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The options look for the archive of classes in the folder of the start. */
    private static void link(String file, Path folder) throws IOException {
        var link = folder.resolve(file);
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, Path.of(built(file)));
        }
    }

    private static String built(String file) {
        return Path.of("target", file).toAbsolutePath().toString();
    }

    static String javaCommand() {
        return String.join(File.separator, System.getProperty("java.home"), "bin", "java");
    }

    /** Waits until it listens and says where. */
    public URI base() {
        await("listening", () -> LISTENS.matcher(out()).find());
        var listens = LISTENS.matcher(out());
        assertThat(listens.find()).isTrue();
        return URI.create(listens.group(1));
    }

    public long pid() {
        return process.pid();
    }

    /** The time that it has kept processors busy. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Waits until it listens and says where it does so for gRPC. */
    public InetSocketAddress grpc() {
        base();
        var listens = GRPC.matcher(out());
        assertThat(listens.find()).isTrue();
        return new InetSocketAddress(listens.group(1), Integer.parseInt(listens.group(2)));
    }

    /** A connection to it; whoever asked for it closes it. */
    ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(grpc()).usePlaintext().build();
    }

    /** Waits until it has printed this line, or a line that contains it. */
    void awaitOutput(String text) {
        await(text, () -> out().contains(text));
    }

    /** Waits until it is answering a request. */
    void awaitRequest() throws Exception {
        awaitInFlight("answering", count -> count > 0);
    }

    /** Waits until it is answering none any more. */
    void awaitRest() throws Exception {
        awaitInFlight("at rest", count -> count == 0);
    }

    /** Its own MBean tells. */
    void awaitInFlight(String what, IntPredicate condition) throws Exception {
        awaitAttribute(what, "org.userphone:type=Requests", "InFlight", condition);
    }

    /** Waits until a number that one of its MBeans tells is as it should be. */
    void awaitAttribute(String what, String bean, String attribute, IntPredicate condition)
            throws Exception {
        try (var connector = connector()) {
            var beans = connector.getMBeanServerConnection();
            var name = new ObjectName(bean);
            await(what, () -> condition.test(number(beans, name, attribute)));
        }
    }

    /** A connection to its management; whoever asked for it closes it. */
    JMXConnector connector() throws Exception {
        var machine = VirtualMachine.attach(Long.toString(process.pid()));
        var agent = machine.startLocalManagementAgent();
        machine.detach();
        return JMXConnectorFactory.connect(new JMXServiceURL(agent));
    }

    /** How many objects of a class it holds on to. */
    long objects(String type) throws Exception {
        try (var connector = connector()) {
            var histogram =
                    (String)
                            connector
                                    .getMBeanServerConnection()
                                    .invoke(
                                            new ObjectName(
                                                    "com.sun.management:type=DiagnosticCommand"),
                                            "gcClassHistogram",
                                            new Object[] {new String[0]},
                                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 3 && columns[3].equals(type))
                    .mapToLong(columns -> Long.parseLong(columns[1]))
                    .sum();
        }
    }

    private static int number(MBeanServerConnection beans, ObjectName bean, String attribute) {
        try {
            return ((Number) beans.getAttribute(bean, attribute)).intValue();
        } catch (JMException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until a condition holds. */
    void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(ended(Duration.ofMillis(50)))
                    .as("ended before %s: %s%s", what, out(), err())
                    .isFalse();
            assertThat(System.nanoTime()).as("too late: %s", what).isLessThan(deadline);
        }
    }

    private boolean ended(Duration wait) {
        try {
            return process.waitFor(wait.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end of the process; its exit status. */
    int exit() {
        assertThat(ended(DEADLINE)).as("still running: %s%s", out(), err()).isTrue();
        return process.exitValue();
    }

    /** Sends SIGTERM, without waiting. */
    void stop() {
        process.destroy();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    List<String> errLines() {
        return err().lines().collect(Collectors.toCollection(ArrayList::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
