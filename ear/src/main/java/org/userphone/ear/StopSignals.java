package org.userphone.ear;

import fish.payara.micro.BootstrapException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops the program on SIGTERM or SIGINT. For the time of a notice it is not ready and answers as
 * before; then requests in flight are answered, the server stops, and the JVM exits with status 0.
 * A second signal ends the JVM at once with status 1.
 *
 * <p>A shutdown hook cannot do this: all hooks run concurrently, and those of the server and of the
 * database do not wait for requests.
 */
final class StopSignals {

    private static final System.Logger LOG = System.getLogger(StopSignals.class.getName());

    private StopSignals() {}

    /**
     * Installs the handlers of both signals. It uses reflection because javac warns of every use of
     * sun.misc.Signal, and a warning fails the build.
     */
    static void handle(Server server, Logs logs, Duration notice, Duration grace) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var stopping = new AtomicBoolean();
            var handling =
                    Proxy.newProxyInstance(
                            StopSignals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> {
                                if (stopping.getAndSet(true)) {
                                    Runtime.getRuntime().halt(1);
                                }
                                stop(server, logs, notice, grace);
                                return null;
                            });
            for (var name : new String[] {"TERM", "INT"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(
                                null,
                                signal.getConstructor(String.class).newInstance(name),
                                handling);
            }
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "This JVM stops without waiting for requests in flight.", e);
        }
    }

    private static void stop(Server server, Logs logs, Duration notice, Duration grace) {
        StandardStreams.mute();
        try {
            announce(server, notice);
            LOG.log(Level.INFO, "Stopping");
            if (!server.drain(grace)) {
                LOG.log(Level.WARNING, "Stopping although requests are still in flight");
            }
            logs.dropServerRecords();
            server.stop();
        } catch (BootstrapException | RuntimeException e) { // the JVM exits in any case
            LOG.log(Level.WARNING, "The server did not stop in order", e);
        }
        logs.flush();
        System.exit(0);
    }

    /** Gives load balancers time to see that this node goes, while it still answers. */
    private static void announce(Server server, Duration notice) {
        if (notice.isZero()) {
            return;
        }
        LOG.log(Level.INFO, "Not ready from now on; stopping in {0}", notice);
        server.announceStop();
        try {
            Thread.sleep(notice.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
