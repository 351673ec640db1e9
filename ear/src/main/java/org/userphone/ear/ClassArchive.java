package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The archive of classes beside the jar, by which a JVM spares itself reading and checking each of
 * them again ({@code -XX:SharedArchiveFile}). It fits the JVM that has made it and this very file
 * of the jar; a JVM goes without one that does not fit.
 */
final class ClassArchive {

    private static final String LISTENS = "userphone listens on ";

    private static final String USER = "300000000000000002";

    /** Tells the JVM that is started for the archive which process is its maker. */
    private static final String MAKER = "org.userphone.archive.maker";

    private ClassArchive() {}

    /**
     * Lets this JVM end with the maker of the archive, if it was started by one. Whoever kills the
     * maker knows nothing of this JVM, which would run on.
     */
    static void endWithMaker() {
        var maker = Long.getLong(MAKER);
        if (maker != null) {
            ProcessHandle.of(maker)
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(null))
                    .thenRun(() -> Runtime.getRuntime().halt(1));
        }
    }

    /**
     * Makes the archive: another JVM with the same options starts the program in development mode,
     * makes a call and stops, which takes half a minute.
     *
     * @return where the archive is
     * @throws CannotStart if it cannot be made
     */
    static Path make() {
        try {
            var jar =
                    Path.of(
                            ClassArchive.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            var archive =
                    jar.resolveSibling(
                            jar.getFileName().toString().replaceFirst("[.]jar$", ".jsa"));
            // Beside the archive, so that nobody ever sees a part of it: JDK 17 would crash by it.
            var folder = Files.createTempDirectory(archive.getParent(), "userphone");
            try {
                var made = folder.resolve(archive.getFileName());
                run(jar, made, folder);
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                ServerFolder.delete(folder);
            }
            return archive;
        } catch (IOException | InterruptedException | URISyntaxException e) {
            throw new CannotStart("The archive of classes cannot be made: " + e + ".", e);
        }
    }

    private static void run(Path jar, Path archive, Path folder)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.removeIf(option -> option.startsWith("-XX:SharedArchiveFile="));
        command.add("-D" + MAKER + "=" + ProcessHandle.current().pid());
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar.toString()));
        var program = new ProcessBuilder(command).directory(folder.toFile());
        program.redirectErrorStream(true);
        var environment = program.environment();
        environment.keySet().removeIf(ClassArchive::isSetting);
        environment.put("USERPHONE_HTTP_PORT", "0");
        environment.put("USERPHONE_GRPC_PORT", "0");
        var process = program.start();
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            var said = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append(System.lineSeparator());
                if (line.startsWith(LISTENS)) {
                    call(URI.create(line.substring(LISTENS.length())));
                    process.toHandle().destroy(); // Process.destroy would close the stream
                }
            }
            if (!process.waitFor(5, MINUTES) || !Files.exists(archive)) {
                throw new IOException("it was not written" + System.lineSeparator() + said);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith("USERPHONE_") || variable.startsWith("MP_");
    }

    /** Sets a number, so that what a call needs is in the archive, too. */
    private static void call(URI base) throws IOException {
        var token = read(connection(base, "/dev/token"));
        var set = connection(base, "/v2/users/" + USER + "/phone");
        set.setRequestProperty("Authorization", "Bearer " + token);
        set.setRequestProperty("Content-Type", "application/json");
        set.setDoOutput(true);
        try (var body = set.getOutputStream()) {
            body.write("{\"phone\":\"+41791234567\",\"returnCode\":{}}".getBytes(UTF_8));
        }
        read(set);
    }

    private static HttpURLConnection connection(URI base, String path) throws IOException {
        return (HttpURLConnection) base.resolve(path).toURL().openConnection();
    }

    private static String read(HttpURLConnection connection) throws IOException {
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
