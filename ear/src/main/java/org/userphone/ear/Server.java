package org.userphone.ear;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The Payara Micro in the jar of the program, which deploys the application from that jar. */
final class Server {

    /** HTTP threads beyond the limit of calls, for refusals and health checks. */
    private static final int EXTRA_HTTP_THREADS = 32;

    private static final String START_REFUSED = "org.userphone.domain.StartRefused";
    private static final String START_CHECKED = "org.userphone.domain.StartChecked";
    private static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(30);

    /** What is in front of the server; its class is one of those that the server loads. */
    private static final String HTTP_PORT = "org.userphone.ear.http.HttpPort";

    private final PayaraMicroBoot payara;

    private Server(PayaraMicroBoot payara) {
        this.payara = payara;
    }

    /**
     * Starts the server and deploys the application.
     *
     * @param maxCalls the limit of concurrent calls
     * @param options of Payara Micro, besides those that it always has
     * @throws CannotStart with the application's own message if it refuses to start
     * @throws CheckPassed with the application's own message if it was only to check and can start
     */
    static Server boot(Logs logs, int maxCalls, List<String> options) {
        var all = new ArrayList<>(options);
        all.addAll(
                List.of(
                        "--nohazelcast",
                        "--disablephonehome",
                        "--maxhttpthreads",
                        Integer.toString(maxCalls + EXTRA_HTTP_THREADS)));
        try {
            var payara = PayaraMicroLauncher.create(all.toArray(String[]::new));
            // Payara logs the failure of a deployment and throws nothing.
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(requests())) {
                var server = new Server(payara);
                server.tellHttpPort("open");
                return server;
            }
        } catch (Exception e) { // Payara's method declares Exception
            throw noServer(logs, e);
        }
        throw noServer(logs, null);
    }

    private void tellHttpPort(String what) throws ReflectiveOperationException {
        payara.getClass().getClassLoader().loadClass(HTTP_PORT).getMethod(what).invoke(null);
    }

    /** Why there is no server: the program cannot start, or was not to. */
    private static RuntimeException noServer(Logs logs, Exception thrown) {
        var records = logs.drop();
        return Stream.concat(
                        Stream.ofNullable(thrown),
                        records.stream().map(LogRecord::getThrown).filter(Objects::nonNull))
                .flatMap(Server::causes)
                .flatMap(cause -> reason(cause).stream())
                .findFirst()
                .orElseGet(() -> unknown(records.stream(), logs, thrown));
    }

    private static CannotStart unknown(Stream<LogRecord> records, Logs logs, Exception thrown) {
        var lines = new StringBuilder();
        records.filter(record -> record.getLevel() == Level.SEVERE || record.getThrown() != null)
                .map(logs.getFormatter()::format)
                .forEach(lines::append);
        if (thrown != null) {
            var record = new LogRecord(Level.SEVERE, "The server did not start.");
            record.setLoggerName(Server.class.getName());
            record.setThrown(thrown);
            lines.append(logs.getFormatter().format(record));
        }
        return new CannotStart(lines + "userphone did not start; the server's messages are above.");
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(50);
    }

    /** The reason if a cause tells one. The class is compared by name, as it has another loader. */
    private static Optional<RuntimeException> reason(Throwable cause) {
        var message = cause.getMessage();
        return switch (cause.getClass().getName()) {
            case START_REFUSED -> Optional.of(new CannotStart(message, cause));
            case START_CHECKED -> Optional.of(new CheckPassed(message, cause));
            default ->
                    cause instanceof BindException
                            ? Optional.of(
                                    new CannotStart(
                                            "userphone cannot listen: " + message + ".", cause))
                            : Optional.empty();
        };
    }

    /** The text with which the application welcomes a newcomer; empty if it cannot be read. */
    static String welcome(String base) {
        try {
            var connection = (HttpURLConnection) new URL(base + "/dev/welcome").openConnection();
            connection.setReadTimeout((int) WELCOME_TIMEOUT.toMillis());
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "";
        }
    }

    /** Tells load balancers that the program is about to stop, and answers as before. */
    void announceStop() {
        onRequests("announceStop");
    }

    /**
     * Refuses new requests, and waits for those in flight.
     *
     * @param grace how long to wait at most
     * @return whether all requests were answered in that time
     */
    boolean drain(Duration grace) {
        try {
            tellHttpPort("close");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return !Boolean.FALSE.equals(onRequests("drain", grace.toMillis()));
    }

    /** What the application's MBean returns; null if the application has stopped already. */
    private static Object onRequests(String operation, Long... millis) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            requests(),
                            operation,
                            millis,
                            Stream.of(millis).map(any -> "long").toArray(String[]::new));
        } catch (InstanceNotFoundException e) {
            return null;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() throws BootstrapException {
        payara.shutdown();
    }

    private static ObjectName requests() {
        try {
            return new ObjectName("org.userphone:type=Requests");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
