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
 * Starts userphone: checks what can be checked before there is a server, hands the settings on as
 * system properties, boots the server and says where it listens. What cannot start says why in one
 * line on standard error and exits with status 1.
 */
public final class Launcher {

    /** Who sets one of these means production, and would get a demo user and open tokens. */
    private static final List<String> PRODUCTION =
            List.of(
                    "mp.jwt.verify.publickey",
                    "mp.jwt.verify.publickey.location",
                    "mp.jwt.verify.audiences",
                    "userphone.keys");

    private static final String DEMO_ORGANISATION = "300000000000000001";

    private final LaunchSettings settings = LaunchSettings.ofThisJvm();

    private Launcher() {}

    /** Returns when the program serves; the server's threads keep the JVM alive. */
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
        var mostCalls = settings.mostCalls();
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

        var server = Server.boot(logs, mostCalls);
        StopSignals.handle(server, logs, grace);
        StandardStreams.unmute();
        var base = "http://" + inUrl("userphone.http.address", http);
        var welcome = settings.development() ? Server.welcome(base) : "";
        logs.release();
        OUT.println("userphone listens for gRPC on " + inUrl("userphone.grpc.address", grpc));
        OUT.println("userphone listens on " + base);
        OUT.print(welcome);
    }

    /** Not before the logs are held: the first logger settles where all of them write. */
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
        for (var key : PRODUCTION) {
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
     * The configured address with its port, or a free one if that is 0; binding it tells whether it
     * is in use.
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

    /** As the settings name the address, not as the machine resolves it. */
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
