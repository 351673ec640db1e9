package org.userphone.ear;

import static org.userphone.ear.StandardStreams.ERR;
import static org.userphone.ear.StandardStreams.OUT;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts userphone. It checks the settings that can be checked before the server runs, passes the
 * settings on as system properties, starts the server and prints where it listens. If the program
 * cannot start, it prints the reason to standard error and exits with status 1.
 */
public final class Launcher {

    /**
     * Settings that nobody makes for development mode. Without an issuer they are refused, because
     * development mode would give everybody a token.
     */
    private static final List<String> PRODUCTION_SETTINGS =
            List.of(
                    "mp.jwt.verify.publickey",
                    "mp.jwt.verify.publickey.location",
                    "mp.jwt.verify.audiences",
                    "userphone.keys");

    private static final String DEMO_ORGANISATION = "300000000000000001";

    private final LaunchSettings settings = LaunchSettings.ofThisJvm();

    private Launcher() {}

    /** Returns when the program answers requests. The server's threads keep the JVM running. */
    public static void launch() {
        StandardStreams.mute();
        try {
            new Launcher().start();
        } catch (CannotStart e) {
            ERR.println(e.getMessage());
            System.exit(1);
        }
    }

    private void start() {
        var logs = Logs.hold(OUT, settings.jsonLogs());
        sayVersion();
        var grace = settings.grace();
        var maxCalls = settings.maxCalls();
        settings.httpPort().forEach(Launcher::setProperty);
        var http = bindable("userphone.http.address", "userphone.http.port");
        var grpc = bindable("userphone.grpc.address", "userphone.grpc.port");
        setProperty("userphone.data", settings.data().toString());
        setProperty("userphone.development", Boolean.toString(settings.development()));
        if (settings.development()) {
            develop(http, grpc);
        } else if (!settings.isSet("userphone.keys")) {
            throw new CannotStart(
                    "userphone.keys is not set: an issuer is configured, so codes and messages"
                            + " need a secret key of yours, as id:base64 of 32 random bytes.");
        }
        if (settings.embeddedDatabase()) {
            DataFolder.open(settings.data()).lock();
        }

        var server = Server.boot(logs, maxCalls, unpacked());
        StopSignals.handle(server, logs, grace);
        if (settings.embeddedDatabase()) { // H2 makes its file with the permissions of the system
            OwnerOnly.close(settings.data());
        }
        StandardStreams.unmute();
        var base = "http://" + inUrl("userphone.http.address", http);
        var welcome = settings.development() ? Server.welcome(base) : "";
        logs.release();
        OUT.println("userphone listens for gRPC on " + inUrl("userphone.grpc.address", grpc));
        OUT.println("userphone listens on " + base);
        OUT.print(welcome);
    }

    /** The options that tell the server where to unpack itself; none for the temporary folder. */
    private List<String> unpacked() {
        try {
            DataFolder.open(settings.data());
            var folder = ServerFolder.make(settings.data().resolve("server"));
            return List.of("--rootdir", folder.toString());
        } catch (CannotStart | IOException e) {
            System.getLogger(Launcher.class.getName())
                    .log(
                            Level.WARNING,
                            "The server is in the folder for temporary files and not in {0}: {1}",
                            settings.data(),
                            e.getMessage());
            return List.of();
        }
    }

    /** Logs the version. The logs must be held before this, because it makes the first logger. */
    private static void sayVersion() {
        System.getLogger(Launcher.class.getName())
                .log(
                        Level.INFO,
                        "Starting version={0} java={1}",
                        Launcher.class.getPackage().getImplementationVersion(),
                        Runtime.version());
    }

    private void develop(InetSocketAddress... listeners) {
        if (!Stream.of(listeners).allMatch(any -> any.getAddress().isLoopbackAddress())) {
            throw new CannotStart(
                    "Without an issuer userphone runs in development mode, on loopback addresses"
                            + " only: set userphone.http.address and userphone.grpc.address to"
                            + " 127.0.0.1, or mp.jwt.verify.issuer to your issuer.");
        }
        for (var key : PRODUCTION_SETTINGS) {
            if (settings.isSet(key)) {
                throw new CannotStart(
                        key + " is configured, but no issuer of tokens: set mp.jwt.verify.issuer.");
            }
        }
        var keys = DevelopmentKeys.in(DataFolder.open(settings.data()));
        setProperty("mp.jwt.verify.issuer", "userphone-development");
        setProperty("mp.jwt.verify.publickey", keys.publicKey());
        setProperty("mp.jwt.verify.publickey.algorithm", "ES256");
        setProperty("mp.jwt.verify.audiences", "userphone");
        setProperty("userphone.development.key.location", keys.privateKey().toString());
        setProperty("userphone.keys", "dev:" + keys.secret());
        if (!settings.isSet("userphone.cors.origins")) {
            setProperty("userphone.cors.origins", "*");
        }
        setProperty(
                "userphone.organisations",
                settings.isSet("userphone.organisations")
                        ? DEMO_ORGANISATION + "," + settings.value("userphone.organisations")
                        : DEMO_ORGANISATION);
    }

    /**
     * The configured address and port, which are bound for a moment to find out whether they are in
     * use. If the port is 0 it is replaced by a free one.
     */
    private InetSocketAddress bindable(String address, String port) {
        var listener = settings.listener(address, port);
        try (var socket = new ServerSocket()) {
            socket.bind(listener);
            setProperty(address, settings.value(address));
            setProperty(port, Integer.toString(socket.getLocalPort()));
            return new InetSocketAddress(listener.getAddress(), socket.getLocalPort());
        } catch (IOException e) {
            throw new CannotStart(
                    "userphone cannot listen on %s:%d: %s."
                            .formatted(
                                    bracketed(listener.getAddress().getHostAddress()),
                                    listener.getPort(),
                                    e.getMessage()),
                    e);
        }
    }

    /** A listener in a URL, with the address as it is configured and not as it is resolved. */
    private String inUrl(String address, InetSocketAddress listener) {
        return bracketed(settings.value(address)) + ":" + listener.getPort();
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static void setProperty(String key, String value) {
        System.setProperty(key, value);
    }
}
