package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.Version;

class StartIT {

    @TempDir private Path folder;

    @Test
    void withNothingConfiguredItListensOnLoopbackAndSaysSoLast() throws Exception {
        try (var program = Program.start(folder, Map.of())) {
            var base = program.base();

            assertThat(base.getHost()).isEqualTo("127.0.0.1");
            assertThat(program.err()).isEmpty();
            assertThat(program.out()).doesNotContain("Payara");
            assertThat(get(base.resolve("/nowhere"))).isEqualTo(404);
            assertThat(data()).isDirectoryContaining("glob:**/userphone.mv.db");
            assertThat(permissionsOfOthers()).isEmpty();
            assertThat(servers()).hasSize(1);

            // The first start owns the data folder; a second one there is refused.
            refused(
                    Map.of("USERPHONE_DATA", folder.resolve("userphone-data").toString()),
                    "is in use by another userphone");

            // After a crash the folder is free again, and the keys are the same.
            var key = Files.readString(folder.resolve("userphone-data/development-private.pem"));
            program.kill();
            try (var again = Program.start(folder, Map.of())) {
                again.base();
                assertThat(servers()).as("what was killed is cleaned up").hasSize(1);
            }
            assertThat(folder.resolve("userphone-data/development-private.pem")).hasContent(key);
        }
    }

    @Test
    void itTellsItsVersionInTheFirstLineOfTheLogAndInItsHealth() {
        try (var program = Program.start(folder, Map.of())) {
            var started = json(new Wire(program.base()).get("/health/started", null));

            assertThat(program.out().lines().findFirst().orElseThrow())
                    .contains("Starting version=" + Version.current() + " java=");
            assertThat(
                            started.getJsonArray("checks")
                                    .getJsonObject(0)
                                    .getJsonObject("data")
                                    .getString("version"))
                    .isEqualTo(Version.current());
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(socket.getLocalPort());

            refused(Map.of("USERPHONE_HTTP_PORT", port), "127.0.0.1:" + port);
            refused(Map.of("USERPHONE_GRPC_PORT", port), "127.0.0.1:" + port);
        }
    }

    @Test
    void aPortThatIsNoNumberIsNamed() {
        refused(Map.of("USERPHONE_HTTP_PORT", "http"), "USERPHONE_HTTP_PORT is http");
    }

    @Test
    void everythingThatIsWrongWithSettingsIsToldAtOnceBeforeAnythingStarts() throws Exception {
        try (var program =
                Program.start(
                        folder,
                        Map.of(
                                "USERPHONE_CODE_LENGHT", "6",
                                "USERPHONE_CODE_LIFETIME", "10m",
                                "USERPHONE_HTTP_PORT", "http",
                                "USERPHONE_LOG_FORMAT", "plane"))) {
            assertThat(program.exit()).isEqualTo(1);

            assertThat(program.err())
                    .contains(
                            "USERPHONE_CODE_LENGHT is no setting; the nearest is"
                                    + " USERPHONE_CODE_LENGTH.",
                            "USERPHONE_CODE_LIFETIME is 10m; it must be a duration: write PT10M.",
                            "USERPHONE_HTTP_PORT is http; it must be a number such as 8080.",
                            "userphone.log.format is plane; it must be plain or json.");
        }
        assertThat(folder.resolve("userphone-data")).doesNotExist();
    }

    @Test
    void whatOnlyTheApplicationSeesIsToldAtOnceToo() {
        try (var program =
                Program.start(
                        folder,
                        Map.of(
                                "USERPHONE_CODE_LENGTH", "99",
                                "USERPHONE_PHONE_REGION", "XX",
                                "USERPHONE_SMS_PROVIDER", "pigeon"))) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.err())
                    .contains(
                            "userphone.code.*", "userphone.phone.region", "userphone.sms.provider");
        }
    }

    @Test
    void aCheckFindsNothingWrongWithDevelopmentMode() {
        try (var program = check(Map.of())) {
            assertThat(program.exit()).as(program.err()).isZero();
            assertThat(program.out()).contains("providers are as they should be.");
        }
    }

    @Test
    void aCheckNamesIssuersAndProvidersThatCannotBeReached() throws IOException {
        var nowhere = Integer.toString(FreePorts.find(1).get(0));
        var settings = new HashMap<String, String>();
        settings.put("MP_JWT_VERIFY_ISSUER", "https://sso.example");
        settings.put("MP_JWT_VERIFY_AUDIENCES", "userphone");
        settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "http://127.0.0.1:" + nowhere);
        settings.put("USERPHONE_KEYS", "k:" + "A".repeat(43) + "=");
        settings.put("USERPHONE_SMS_PROVIDER", "smpp,webhook,twilio");
        settings.put("USERPHONE_SMS_SMPP_HOST", "127.0.0.1");
        settings.put("USERPHONE_SMS_SMPP_PORT", nowhere);
        settings.put("USERPHONE_SMS_SMPP_SYSTEM", "s");
        settings.put("USERPHONE_SMS_SMPP_PASSWORD", "p");
        settings.put("USERPHONE_SMS_SMPP_SENDER", "ACME");
        settings.put("USERPHONE_SMS_WEBHOOK_URL", "https://127.0.0.1:" + nowhere + "/sms");
        settings.put("USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours");
        settings.put("USERPHONE_SMS_TWILIO_URL", "https://127.0.0.1:" + nowhere);
        settings.put("USERPHONE_SMS_TWILIO_ACCOUNT", "AC" + "0".repeat(32));
        settings.put("USERPHONE_SMS_TWILIO_TOKEN", "token");
        settings.put("USERPHONE_SMS_TWILIO_SENDER", "ACME");

        try (var program = check(settings)) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.err())
                    .contains(
                            "The keys of issuer default cannot be read: ",
                            "The SMS provider smpp cannot be used: no connection.",
                            "The SMS provider webhook cannot be used: address in a private network.",
                            "The SMS provider twilio cannot be used: no connection.");
            assertThat(program.out()).doesNotContain("as they should be");
        }
    }

    @Test
    void aCheckTellsWhatHangsOnEachKey() {
        try (var program = Program.start(folder, Map.of())) {
            new Wire(program.base()).get("/dev/token", null); // adds the demo user
        }

        try (var program = check(Map.of())) {
            assertThat(program.exit()).as(program.err()).isZero();
            assertThat(program.out()).containsPattern("The key dev seals .*1 users\\.");
        }
    }

    @Test
    void anArgumentThatIsNoneIsToldWithThoseThatThereAre() {
        try (var program = Program.start(folder, Map.of(), List.of(), "--chekc")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err()).contains("--chekc", "--check", "--version", "--help");
        }
    }

    @Test
    void itTellsItsVersion() {
        try (var program = Program.start(folder, Map.of(), List.of(), "--version")) {
            assertThat(program.exit()).isZero();
            assertThat(program.out()).isEqualTo("userphone " + Version.current() + "\n");
        }
    }

    private Program check(Map<String, String> environment) {
        return Program.start(folder, environment, List.of(), "--check");
    }

    @Test
    void aDataFolderThatIsAFileIsNamed() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        refused(Map.of("USERPHONE_DATA", file.toString()), file.toString());
    }

    @Test
    void anUnreachableDatabaseIsNamed() throws IOException {
        var port = FreePorts.find(1).get(0);

        refused(
                Map.of("USERPHONE_DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/userphone"),
                "database");
    }

    @Test
    void developmentModeIsRefusedToOtherMachines() {
        refused(Map.of("USERPHONE_HTTP_ADDRESS", "0.0.0.0"), "loopback");
        refused(Map.of("USERPHONE_GRPC_ADDRESS", "0.0.0.0"), "loopback");
    }

    @Test
    void withAnIssuerThereMustBeSecretKeys() {
        refused(Map.of("MP_JWT_VERIFY_ISSUER", "https://issuer.example"), "userphone.keys");
        assertThat(folder.resolve("userphone-data")).doesNotExist();
    }

    @Test
    void productionKeysWithoutAnIssuerAreNoDevelopmentMode() {
        refused(Map.of("USERPHONE_KEYS", "k1:c2VjcmV0"), "userphone.keys is configured");
    }

    @Test
    void aVerificationKeyWithoutAnIssuerIsNotDevelopmentMode() {
        refused(
                Map.of("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "https://issuer.example/jwks"),
                "mp.jwt.verify.issuer");
    }

    @Test
    void aSettingThatTheSmsProviderLacksIsNamed() {
        refused(Map.of("USERPHONE_SMS_PROVIDER", "smpp"), "userphone.sms.smpp.host");
    }

    @Test
    void aStartTakesItsClassesFromTheArchiveThatTheBuildHasMade() throws IOException {
        var loaded = folder.resolve("loaded.txt");
        try (var program =
                Program.start(folder, Map.of(), List.of("-Xlog:class+load:file=" + loaded))) {
            assertThat(program.base()).isNotNull();
        }
        assertThat(loaded)
                .content()
                .contains("org.userphone.domain.account.SetPhone source: shared objects file")
                .contains("com.google.protobuf.Message source: shared objects file");
    }

    @Test
    void anArchiveOfSomethingElseIsLeftAloneWithoutAWord() throws IOException {
        Files.writeString(folder.resolve("userphone.jsa"), "of another Java");

        try (var program = Program.start(folder, Map.of())) {
            assertThat(program.base()).isNotNull();
            assertThat(program.err()).isEmpty();
            assertThat(program.out().lines().findFirst().orElseThrow())
                    .contains("Starting version=");
        }
    }

    @Test
    void whoeverIsKilledWhileMakingTheArchiveTakesItsJvmAlong() throws Exception {
        var jar = folder.resolve("userphone.jar");
        Files.createSymbolicLink(jar, Path.of("target", "userphone.jar").toAbsolutePath());
        var maker =
                new ProcessBuilder(Program.javaCommand(), "-jar", jar.toString(), "--archive")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .start();
        var started = Optional.<ProcessHandle>empty();
        try {
            while (started.isEmpty()) {
                assertThat(maker.waitFor(50, MILLISECONDS)).as("ended").isFalse();
                started = maker.descendants().findFirst();
            }
            maker.destroyForcibly().waitFor();

            assertThat(started.get().onExit()).succeedsWithin(Duration.ofSeconds(30));
        } finally {
            maker.destroyForcibly();
            started.ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private Path data() {
        return folder.resolve("userphone-data");
    }

    /** Where a server is unpacked. */
    private List<Path> servers() throws IOException {
        try (var folders = Files.walk(data())) {
            return folders.filter(path -> path.endsWith("runtime/kernel.jar")).toList();
        }
    }

    /** What others than its owner may do with the data folder and what is directly in it. */
    private List<String> permissionsOfOthers() throws IOException {
        try (var files = Files.walk(data(), 1)) {
            var permissions = new ArrayList<String>();
            for (var file : files.toList()) {
                permissions.add(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                        .substring(3)
                                + file);
            }
            permissions.removeIf(line -> line.startsWith("------"));
            return permissions;
        }
    }

    private void refused(Map<String, String> environment, String reason) {
        try (var program = Program.start(folder, environment)) {
            assertThat(program.exit()).isEqualTo(1);
            assertThat(program.errLines()).singleElement().asString().contains(reason);
            assertThat(program.out().lines())
                    .as("beside the first line of the log")
                    .allMatch(line -> line.contains("Starting version="));
        }
    }

    private static int get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
