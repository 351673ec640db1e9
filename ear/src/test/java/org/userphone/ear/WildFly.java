package org.userphone.ear;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A WildFly, whose base folder is copied; the EAR is put into the folder that it scans. */
final class WildFly extends ApplicationServer {

    private final int managementPort = ports.remove();
    private Process process;

    WildFly(String distribution, Path folder) {
        super(distribution, folder);
    }

    private Path deployments() {
        return folder.resolve("standalone/deployments");
    }

    @Override
    void boot() throws Exception {
        copy(home.resolve("standalone"), folder.resolve("standalone"));
        var file = folder.resolve("standalone/configuration/standalone-microprofile.xml");
        // Where WildFly has its own pages: docs/deploy.md.
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("<location name=\"/\" handler=\"welcome-content\"/>", "")
                        .replace(
                                "<host name=\"default-host\"",
                                "<host name=\"default-host\" disable-console-redirect=\"true\""));
        process =
                java(
                        folder.resolve("wildfly.txt"),
                        "-Xmx512m",
                        "-Djboss.home.dir=" + home,
                        "-Djboss.server.base.dir=" + folder.resolve("standalone"),
                        "-Djboss.http.port=" + httpPort,
                        "-Djboss.management.http.port=" + managementPort,
                        "-Djboss.https.port=" + ports.remove(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "-jar",
                        home.resolve("jboss-modules.jar").toString(),
                        "-mp",
                        home.resolve("modules").toString(),
                        "org.jboss.as.standalone",
                        "-c",
                        "standalone-microprofile.xml");
        await("started", () -> log().contains("WFLYSRV0025"));
    }

    @Override
    void deploy() throws IOException {
        Files.deleteIfExists(marker("failed"));
        Files.copy(EAR, deployments().resolve("userphone.ear"));
        await("deployed", () -> Files.exists(marker("deployed")) || Files.exists(marker("failed")));
        if (Files.exists(marker("failed"))) {
            throw new AssertionError(read(marker("failed")) + log());
        }
    }

    @Override
    void undeploy() throws IOException {
        Files.delete(deployments().resolve("userphone.ear"));
        await("undeployed", () -> !Files.exists(marker("deployed")));
        Files.deleteIfExists(marker("undeployed"));
    }

    private Path marker(String state) {
        return deployments().resolve("userphone.ear." + state);
    }

    @Override
    void more(Map<String, String> variables) {
        variables.remove("JBOSS_HOME");
    }

    @Override
    long pid() {
        return process.pid();
    }

    @Override
    String log() {
        return read(folder.resolve("wildfly.txt"));
    }

    @Override
    public void close() {
        if (process != null) {
            stop(process);
        }
    }
}
