package org.userphone.ear;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An Open Liberty with the features that the application needs, whose user folder is the test's.
 */
final class OpenLiberty extends ApplicationServer {

    private Process process;

    OpenLiberty(String distribution, Path folder) {
        super(distribution + "/wlp", folder);
    }

    private Path server() {
        return folder.resolve("servers/defaultServer");
    }

    @Override
    void boot() throws Exception {
        Files.createDirectories(server());
        Files.writeString(
                server().resolve("server.xml"),
                Files.readString(Path.of("src/test/servers/openliberty/server.xml")));
        process =
                java(
                        folder.resolve("liberty.txt"),
                        "-Xmx512m",
                        "@" + home.resolve("lib/platform/java/java9.options"),
                        "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                        "-jar",
                        home.resolve("bin/tools/ws-server.jar").toString(),
                        "defaultServer");
        await("started", () -> log().contains("CWWKF0011I"));
    }

    @Override
    void deploy() throws IOException {
        int before = starts();
        Files.createDirectories(server().resolve("apps"));
        Files.copy(EAR, server().resolve("apps/userphone.ear"));
        await("deployed", () -> starts() > before || log().contains("CWWKZ0002E"));
        if (starts() == before) {
            throw new AssertionError(log());
        }
    }

    private int starts() {
        return count("CWWKZ0001I") + count("CWWKZ0003I");
    }

    private int count(String message) {
        return log().split(message, -1).length - 1;
    }

    @Override
    void undeploy() throws IOException {
        int before = count("CWWKZ0009I");
        Files.delete(server().resolve("apps/userphone.ear"));
        await("undeployed", () -> count("CWWKZ0009I") > before);
    }

    @Override
    void more(Map<String, String> variables) {
        variables.put("WLP_USER_DIR", folder.toString());
        variables.put("HTTP_PORT", Integer.toString(httpPort));
    }

    @Override
    long pid() {
        return process.pid();
    }

    @Override
    String log() {
        return read(folder.resolve("liberty.txt"));
    }

    @Override
    public void close() {
        if (process != null) {
            stop(process);
        }
    }
}
