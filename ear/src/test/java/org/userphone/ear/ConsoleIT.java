package org.userphone.ear;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.Callers;
import org.userphone.api.PermissionTable;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.guard.ClearedCount;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.text.TextChange;
import org.userphone.domain.user.EventFormat;
import org.userphone.domain.user.Limit;

/** The console: its modules in Node, and its pages in Chromium against the packaged program. */
class ConsoleIT {

    private static final Path FILES =
            Path.of("../api/src/main/resources/org/userphone/api/console");
    private static final Path CONTRACT = Path.of("../api/src/main/proto/userphone/v1");

    private static final Path PICTURES = Path.of("../docs/images").toAbsolutePath();
    private static final Path TOKENS = Path.of("../api/src/main/java/org/userphone/api/token");
    private static final Pattern CAUSE = Pattern.compile("\"(TOKEN_[A-Z_]+)\"");

    /** A secret key on which nothing hangs any more. */
    private static final String OLD_KEY = "b2xkIGtleSBvbGQga2V5IG9sZCBrZXkgb2xkIGtleSE=";

    @TempDir private Path folder;

    @Test
    void theModulesOfTheConsoleDoWhatTheySay() throws Exception {
        NodeProject.assumeInstalled();

        NodeProject.run(
                Map.of(
                        "CONSOLE", FILES.toRealPath().toString(),
                        "CONTRACT", CONTRACT.toRealPath().toString(),
                        "LIMITS", limits(),
                        "EVENTS", events(),
                        "TOKEN_CAUSES", causes(),
                        "PERMISSIONS", permissions()),
                "node",
                "--test",
                "console.operators.test.js",
                "console.test.js",
                "console.audit.test.js",
                "console.verdict.test.js");
    }

    @Test
    void whatItMakesOfTextsAndFilesIsWhatTheProgramMakesOfThem() throws Exception {
        NodeProject.assumeInstalled();
        var measures =
                Files.writeString(folder.resolve("measures"), TextMeasures.json().toString());

        NodeProject.run(
                Map.of(
                        "CONSOLE", FILES.toRealPath().toString(),
                        "ERRORS", Path.of("../docs/errors.md").toRealPath().toString(),
                        "LANGUAGES", TextMeasures.languages(),
                        "MEASURES", measures.toString()),
                "node",
                "--test",
                "console.files.test.js");
    }

    /** The types of all events that there are. */
    private static String events() throws IllegalAccessException {
        var types = new TreeSet<>(EventFormat.types());
        for (var declaring : List.of(InstanceEvent.class, TextChange.class, ClearedCount.class)) {
            for (var field : declaring.getFields()) {
                if (field.get(null) instanceof String text && text.contains(".")) {
                    types.add(text);
                }
            }
        }
        return String.join(",", types);
    }

    /** Why a token is refused, as the sources have it; a page sends no more than one. */
    private static String causes() throws IOException {
        try (var files = Files.list(TOKENS)) {
            return files.flatMap(ConsoleIT::lines)
                    .flatMap(line -> CAUSE.matcher(line).results())
                    .map(found -> found.group(1))
                    .filter(cause -> !cause.equals("TOKEN_SEVERAL"))
                    .distinct()
                    .collect(Collectors.joining(","));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String limits() {
        return Stream.of(Limit.values()).map(Limit::name).collect(Collectors.joining(","));
    }

    /** The callers of the table of permissions as GetMe describes them, and what they get. */
    private static String permissions() {
        var callers = Json.createObjectBuilder();
        var answers = Json.createArrayBuilder();
        PermissionTable.cells()
                .filter(cell -> cell.user().equals("minnie"))
                .forEach(
                        cell -> {
                            callers.add(cell.caller(), me(Callers.named(cell.caller())));
                            answers.add(
                                    Json.createObjectBuilder()
                                            .add("call", cell.call())
                                            .add("caller", cell.caller())
                                            .add("http", cell.http()));
                        });
        return Json.createObjectBuilder()
                .add("callers", callers)
                .add("answers", answers)
                .build()
                .toString();
    }

    private static JsonObjectBuilder me(Caller caller) {
        return Json.createObjectBuilder()
                .add("userId", caller.id().value())
                .add("organizationId", caller.organisation().map(OrganisationId::value).orElse(""))
                .add(
                        "permissions",
                        Json.createArrayBuilder(
                                caller.everywhere().stream().map(Permission::id).toList()))
                .add(
                        "organizationPermissions",
                        Json.createArrayBuilder(
                                caller.inOrganisation().stream().map(Permission::id).toList()));
    }

    @Test
    void itsPagesAnswerAndActInTheBrowser() throws Exception {
        browse("console.browser.test.js", Map.of());
    }

    @Test
    void operatorsLookAfterProvidersAndLimits() throws Exception {
        browse(
                "console.operators.browser.test.js",
                Map.of(
                        "USERPHONE_GUARD_BUDGET", "default=50",
                        "USERPHONE_SMS_STATISTICS_PERIOD", "PT1S",
                        "USERPHONE_TEST_NUMBERS",
                                "+41791235901=123456@2099-01-01,+41791235902=123456@2020-01-01"));
    }

    @Test
    void whereNoIssuerKnowsItAPageSaysSo() throws Exception {
        Chromium.assumeInstalled();
        try (var program = Program.start(folder, new Issuer().settings())) {
            Chromium.test("console.closed.test.js", program, folder, Map.of());
        }
    }

    /** Makes the pictures in docs/images anew, if {@code -Dconsole.pictures} asks for it. */
    @Test
    @EnabledIfSystemProperty(named = "console.pictures", matches = ".*")
    void itsPagesAreShownInPictures() throws Exception {
        Files.createDirectories(PICTURES);
        browse("console.pictures.js", Map.of("USERPHONE_SMS_STATISTICS_PERIOD", "PT1S"));
    }

    /** Runs tests in Chromium against a program in development mode that sends by a webhook. */
    private void browse(String tests, Map<String, String> more) throws Exception {
        Chromium.assumeInstalled();
        var threads = Executors.newCachedThreadPool();
        var webhook =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/sms", ConsoleIT::answer);
        webhook.setExecutor(threads);
        webhook.start();
        var url = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/sms";
        var settings = new HashMap<>(settings(url));
        settings.putAll(more);
        try (var program = Program.start(folder, settings)) {
            Chromium.test(
                    tests,
                    program,
                    folder,
                    Map.of("WEBHOOK", url, "PICTURES", PICTURES.toString()));
        } finally {
            webhook.stop(0);
            threads.shutdownNow();
        }
    }

    private static Map<String, String> settings(String webhook) {
        return Map.of(
                "USERPHONE_SMS_PROVIDER", "webhook",
                "USERPHONE_SMS_WEBHOOK_URL", webhook,
                "USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours",
                "USERPHONE_SMS_WEBHOOK_PRIVATE", "true",
                "USERPHONE_SMS_TIMEOUT", "PT20S",
                "USERPHONE_SMS_BACKOFF", "PT1M",
                "USERPHONE_RESEND_WAITS", "PT0S");
    }

    /** Treats a message by the last digit of its number; with 4 there, it never answers. */
    private static void answer(HttpExchange exchange) throws IOException {
        String number;
        try (var reader = Json.createReader(exchange.getRequestBody())) {
            number =
                    reader.readObject()
                            .getJsonObject("contextInfo")
                            .getString("recipientPhoneNumber");
        }
        int status =
                switch (number.charAt(number.length() - 1)) {
                    case '1' -> 500;
                    case '2' -> 422;
                    case '3' -> 401;
                    case '4' -> 0;
                    default -> 200;
                };
        if (status != 0) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    @Test
    void textsAreWrittenAndFilesImportedInTheBrowser() throws Exception {
        Chromium.assumeInstalled();
        try (var program = Program.start(folder, Map.of("USERPHONE_SMS_TYPOGRAPHY", "all"))) {
            Chromium.test("console.files.browser.test.js", program, folder, Map.of());
        }
    }

    @Test
    void operatorsSeeWhatRunsAndWhoDidWhatInTheBrowser() throws Exception {
        Chromium.assumeInstalled();
        var settings =
                Map.of(
                        "USERPHONE_SMS_POLL", "PT0.5S",
                        "USERPHONE_SMS_WEBHOOK_URL",
                                "http://me:s3cretInAnAddress@127.0.0.1:9/sms?key=s3cretInAnAddress",
                        "USERPHONE_SMS_WEBHOOK_KEYS", "a-signing-key-of-ours",
                        "USERPHONE_OTEL_EXPORTER_OTLP_HEADERS", "authorization=s3cretHeader");
        var keys = folder.resolve("userphone-data");
        try (var program = Program.start(folder, settings)) {
            program.base(); // when it listens, it has made its keys
            Chromium.test(
                    "console.system.browser.test.js",
                    program,
                    folder,
                    Map.of(
                            "DOWNLOADS",
                            folder.resolve("downloads").toString(),
                            "DEVELOPMENT_KEY",
                            keys.resolve("development-private.pem").toString(),
                            "SECRETS",
                            "a-signing-key-of-ours,s3cretInAnAddress,s3cretHeader,"
                                    + Files.readString(keys.resolve("development-secret.txt"))
                                            .strip()));
            LogSearch.assertClean(program);
        }
    }

    @Test
    void peopleSignInAtAnOpenIdProvider() throws Exception {
        Chromium.assumeInstalled();
        try (var provider = OpenIdProvider.start();
                var program = Program.start(folder, settings(provider))) {
            provider.sendBackTo(program.base() + "/console/");
            Chromium.test(
                    "console.sign-in.test.js",
                    program,
                    folder,
                    Map.of("ISSUER", provider.issuer(), "SECRET", OLD_KEY));
            LogSearch.assertClean(program);
        }
    }

    /** A program that trusts the provider, and another issuer that nobody asks. */
    private static Map<String, String> settings(OpenIdProvider provider) {
        var settings = new HashMap<>(new Issuer().settings());
        settings.merge("USERPHONE_KEYS", "old:" + OLD_KEY, (first, old) -> first + "," + old);
        settings.remove("MP_JWT_VERIFY_PUBLICKEY");
        settings.put("MP_JWT_VERIFY_ISSUER", provider.issuer());
        settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", provider.issuer() + "/jwks");
        settings.put("MP_JWT_VERIFY_CLOCK_SKEW", "0");
        settings.put("USERPHONE_CONSOLE_CLIENT", "userphone-console");
        settings.put("USERPHONE_ISSUERS", "partner");
        var partner = new Issuer().settings();
        settings.put("USERPHONE_ISSUER_PARTNER_ISSUER", "https://partner.example");
        settings.put("USERPHONE_ISSUER_PARTNER_PUBLICKEY", partner.get("MP_JWT_VERIFY_PUBLICKEY"));
        settings.put("USERPHONE_ISSUER_PARTNER_PUBLICKEY_ALGORITHM", "ES256");
        settings.put("USERPHONE_ISSUER_PARTNER_AUDIENCES", "userphone");
        settings.put("USERPHONE_ISSUER_PARTNER_USER_PREFIX", "partner-");
        settings.put("USERPHONE_ISSUER_PARTNER_CONSOLE_CLIENT", "console-at-partner");
        return settings;
    }
}
