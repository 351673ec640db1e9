package org.userphone.ear;

import static org.userphone.ear.StandardStreams.ERR;
import static org.userphone.ear.StandardStreams.OUT;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final String CHECK = "--check";

    private static final String HELP =
            """
            userphone proves and looks after phone numbers, on the wire of ZITADEL's User Service.

            java @userphone.args -jar userphone.jar [option]

              (none)     starts; with nothing configured in development mode, for this machine only
              --check    starts as it would, says what is wrong, and ends: status 0 if nothing is
              --archive  makes userphone.jsa, by which later starts of this Java take less time
              --version  prints the version
              --help     prints this

            Settings are environment variables (USERPHONE_HTTP_PORT=9090) or system properties
            (-Duserphone.http.port=9090); docs/settings.md lists all of them.
            """;

    /**
     * What development mode sets for lack of a value of one's own. SMS that go to the inbox cost
     * nothing and disturb nobody, and the tests of clients ask for many of them from one address.
     */
    private static final Map<String, String> NO_LIMITS =
            Map.of(
                    "userphone.guard.number", "0",
                    "userphone.guard.user", "0",
                    "userphone.guard.address", "0",
                    "userphone.guard.prefix", "0",
                    "userphone.guard.breaker.codes", "0",
                    "userphone.resend.waits", "PT0S",
                    "userphone.attempts.caller", "0",
                    "userphone.self.changes", "0");

    private static final String DEMO_ORGANISATION = "300000000000000001";

    private final LaunchSettings settings = LaunchSettings.ofThisJvm();

    private Launcher() {}

    /**
     * Returns when the program answers requests. The server's threads keep the JVM running.
     *
     * @param arguments of the command line: none to start, or one of those that {@code --help}
     *     lists
     */
    public static void launch(String... arguments) {
        if (arguments.length > 0 && !List.of(CHECK).equals(List.of(arguments))) {
            tell(List.of(arguments));
            return;
        }
        StandardStreams.mute();
        ClassArchive.endWithMaker();
        try {
            new Launcher().start(arguments.length > 0);
        } catch (CheckPassed e) {
            OUT.println(e.getMessage());
            System.exit(0);
        } catch (CannotStart e) {
            ERR.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Does what needs no start here: the help, the version, and that an argument is none. */
    private static void tell(List<String> arguments) {
        switch (arguments.size() == 1 ? arguments.get(0) : "") {
            case "--archive" -> archive();
            case "--help", "-h" -> System.out.print(HELP);
            case "--version" -> System.out.println("userphone " + version());
            default -> {
                System.err.print("Not an argument of userphone: " + arguments + "\n\n" + HELP);
                System.exit(2);
            }
        }
    }

    private static void archive() {
        try {
            System.out.println("The classes for later starts are in " + ClassArchive.make() + ".");
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * @param checks whether to end as soon as it is known whether the program can start
     */
    private void start(boolean checks) {
        refuseWrongSettings();
        var logs = Logs.hold(OUT, settings.jsonLogs());
        sayVersion();
        logs.print();
        var notice = settings.notice();
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

        if (checks) {
            setProperty("org.userphone.check", "true");
        }
        var server = Server.boot(logs, maxCalls, unpacked());
        StopSignals.handle(server, logs, notice, grace);
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

    /**
     * Tells all that is wrong with settings at once, before anything is started or written.
     *
     * @throws CannotStart with a line for each
     */
    private void refuseWrongSettings() {
        var problems = new ArrayList<>(settings.problems());
        for (Runnable reading :
                List.<Runnable>of(
                        settings::jsonLogs,
                        settings::notice,
                        settings::grace,
                        settings::maxCalls,
                        settings::httpPort,
                        settings::data,
                        () -> settings.listener("userphone.http.address", "userphone.http.port"),
                        () -> settings.listener("userphone.grpc.address", "userphone.grpc.port"))) {
            try {
                reading.run();
            } catch (CannotStart e) {
                var key = e.getMessage().split(" ", 2)[0];
                if (problems.stream().noneMatch(told -> isAbout(key, told))) {
                    problems.add(e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
    }

    /** Whether a sentence begins with this key, or with the name of its variable. */
    private static boolean isAbout(String key, String told) {
        return told.split(" ", 2)[0].replace('_', '.').equalsIgnoreCase(key);
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
                .log(Level.INFO, "Starting version={0} java={1}", version(), Runtime.version());
    }

    private static String version() {
        return Launcher.class.getPackage().getImplementationVersion();
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
        if (!settings.isSet("userphone.sms.provider")) {
            NO_LIMITS.forEach(
                    (key, value) -> {
                        if (!settings.isChosen(key)) {
                            setProperty(key, value);
                        }
                    });
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
