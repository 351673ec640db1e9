package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Payara Server or a GlassFish, whose domain is copied. */
final class Payara extends ApplicationServer {

    private static final Pattern COMMAND =
            Pattern.compile("by an empty 400, until it is told not to: asadmin set ([\\w.=-]+)");

    private final int adminPort = ports.remove();

    private final int minJava;
    private boolean started;
    private boolean obeyed;

    Payara(String distribution, int minJava, Path folder) {
        super(distribution + "/glassfish", folder);
        this.minJava = minJava;
    }

    @Override
    int minJava() {
        return minJava;
    }

    private Path domain() {
        return folder.resolve("domains/domain1");
    }

    @Override
    void boot() throws Exception {
        copy(home.resolve("domains/domain1"), domain());
        var file = domain().resolve("config/domain.xml");
        Files.writeString(file, onLoopback(Files.readString(file)));
        started = true;
        asadmin("start-domain", "--domaindir", domain().getParent().toString(), "domain1");
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first time the application names the command by which the server takes bodies with
     * DELETE. It is done as it is named; later the application has nothing to say.
     */
    @Override
    void deploy() {
        administer("deploy", EAR.toString());
        var named = COMMAND.matcher(log()).results().map(found -> found.group(1)).toList();
        if (obeyed) { // the server may have begun a new file of its log
            assertThat(named).hasSizeLessThan(2);
            return;
        }
        assertThat(named).as(log()).hasSize(1);
        administer("set", named.get(0));
        obeyed = true;
    }

    @Override
    void undeploy() {
        administer("undeploy", "userphone");
    }

    private void administer(String... arguments) {
        var all = new ArrayList<>(List.of("--port", Integer.toString(adminPort)));
        all.addAll(List.of(arguments));
        asadmin(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        if (!started) {
            return;
        }
        asadmin("stop-domain", "--kill", "--domaindir", domain().getParent().toString(), "domain1");
    }

    @Override
    String log() {
        return read(domain().resolve("logs/server.log"));
    }

    @Override
    long pid() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains(folder.toString()))
                                        .isPresent())
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Free ports instead of the well-known ones, no TLS listener and no cluster. */
    private String onLoopback(String domain) {
        var changed =
                domain.replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                        .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + httpPort + "\"")
                        .replace(
                                "port=\"4848\"", "address=\"127.0.0.1\" port=\"" + adminPort + "\"")
                        .replace("port=\"8181\"", "enabled=\"false\" port=\"8181\"")
                        .replace(
                                "<hazelcast-config-specific-configuration>",
                                "<hazelcast-config-specific-configuration enabled=\"false\">");
        // GlassFish names its stores for TLS, but not their passwords, without which no client of
        // TLS can be made.
        changed =
                changed.replaceFirst(
                        "<jvm-options>",
                        "<jvm-options>-Djavax.net.ssl.keyStorePassword=changeit</jvm-options>"
                                + "<jvm-options>-Djavax.net.ssl.trustStorePassword=changeit"
                                + "</jvm-options><jvm-options>");
        for (var port : List.of("3700", "3820", "3920", "8686", "7676", "6666")) {
            changed = changed.replaceAll("(port=\"?|value=\")" + port, "$1" + ports.remove());
        }
        return changed;
    }

    private void asadmin(String... arguments) {
        var all = new ArrayList<>(List.of("bash", home.resolve("bin/asadmin").toString()));
        all.addAll(List.of(arguments));
        var output = folder.resolve("asadmin.txt");
        try {
            var process = process(output, all);
            var ended = process.waitFor(10, MINUTES);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s: %s%n%s", List.of(arguments), read(output), log())
                    .isTrue();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
