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
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The Payara Micro around the application, which it finds inside its own jar. */
final class Server {

    /** Threads beyond those of all calls that may be: for saying no, and for health. */
    private static final int MORE_HTTP_THREADS = 32;

    private static final String REFUSAL = "org.userphone.domain.StartRefused";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PayaraMicroBoot payara;

    private Server(PayaraMicroBoot payara) {
        this.payara = payara;
    }

    /**
     * @param mostCalls at once
     * @throws CannotStart with the application's own words, if it refused to start
     */
    static Server boot(Logs logs, int mostCalls) {
        try {
            var payara =
                    PayaraMicroLauncher.create(
                            new String[] {
                                "--nohazelcast",
                                "--disablephonehome",
                                "--maxhttpthreads",
                                Integer.toString(mostCalls + MORE_HTTP_THREADS)
                            });
            checkRequests(payara.getClass().getClassLoader());
            // A deployment that failed is logged, not thrown.
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(requests())) {
                return new Server(payara);
            }
            throw cannotStart(logs, null);
        } catch (CannotStart e) {
            throw e;
        } catch (Exception e) { // whatever Payara throws: its API says no more than that
            throw cannotStart(logs, e);
        }
    }

    /** The class comes from a jar of its own, which the server's class loader alone reads. */
    private static void checkRequests(ClassLoader server) throws ReflectiveOperationException {
        server.loadClass("org.userphone.ear.http.CheckedRequests")
                .getMethod("install")
                .invoke(null);
    }

    private static CannotStart cannotStart(Logs logs, Exception thrown) {
        var records = logs.drop();
        return Stream.concat(
                        Stream.ofNullable(thrown),
                        records.stream().map(LogRecord::getThrown).filter(Objects::nonNull))
                .flatMap(Server::causes)
                .flatMap(cause -> reason(cause).stream())
                .findFirst()
                .map(reason -> new CannotStart(reason, thrown))
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

    /** By name: the application has class loaders of its own. */
    private static Optional<String> reason(Throwable cause) {
        if (cause.getClass().getName().equals(REFUSAL)) {
            return Optional.of(cause.getMessage());
        }
        return cause instanceof BindException
                ? Optional.of("userphone cannot listen: " + cause.getMessage() + ".")
                : Optional.empty();
    }

    /** What the application tells a newcomer; empty if it has nothing to say. */
    static String welcome(String base) {
        try {
            var connection = (HttpURLConnection) new URL(base + "/dev/welcome").openConnection();
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "";
        }
    }

    /** Refuses new requests and waits for those in flight; false if some outlasted the grace. */
    boolean drain(Duration grace) {
        try {
            return (boolean)
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    requests(),
                                    "drain",
                                    new Object[] {grace.toMillis()},
                                    new String[] {"long"});
        } catch (InstanceNotFoundException e) {
            return true; // the application is gone already
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
