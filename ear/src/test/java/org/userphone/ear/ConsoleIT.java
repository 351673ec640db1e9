package org.userphone.ear;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.Callers;
import org.userphone.api.PermissionTable;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.Limit;

/** The console: its modules in Node, and its pages in Chromium against the packaged program. */
class ConsoleIT {

    private static final Path FILES =
            Path.of("../api/src/main/resources/org/userphone/api/console");
    private static final Path CONTRACT = Path.of("../api/src/main/proto/userphone/v1/sms.proto");

    @TempDir private Path folder;

    @Test
    void theModulesOfTheConsoleDoWhatTheySay() throws Exception {
        NodeProject.assumeInstalled();

        NodeProject.run(
                Map.of(
                        "CONSOLE", FILES.toRealPath().toString(),
                        "CONTRACT", CONTRACT.toRealPath().toString(),
                        "LIMITS", limits(),
                        "PERMISSIONS", permissions()),
                "node",
                "--test",
                "console.test.js",
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
        NodeProject.assumeInstalled();
        var chromium = Chromium.assumeInstalled();
        var threads = Executors.newCachedThreadPool();
        var webhook =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/sms", ConsoleIT::answer);
        webhook.setExecutor(threads);
        webhook.start();
        try (var program = Program.start(folder, settings(webhook.getAddress().getPort()))) {
            NodeProject.run(
                    Map.of(
                            "BASE", program.base().toString(),
                            "CHROMIUM", chromium,
                            "PROFILE", folder.resolve("browser").toString()),
                    "node",
                    "--test",
                    "console.browser.test.js");
        } finally {
            webhook.stop(0);
            threads.shutdownNow();
        }
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "USERPHONE_SMS_PROVIDER", "webhook",
                "USERPHONE_SMS_WEBHOOK_URL", "http://127.0.0.1:" + port + "/sms",
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
        NodeProject.assumeInstalled();
        var chromium = Chromium.assumeInstalled();
        try (var program = Program.start(folder, Map.of("USERPHONE_SMS_TYPOGRAPHY", "all"))) {
            NodeProject.run(
                    Map.of(
                            "BASE", program.base().toString(),
                            "CHROMIUM", chromium,
                            "PROFILE", folder.resolve("browser").toString()),
                    "node",
                    "--test",
                    "console.files.browser.test.js");
        }
    }

    @Test
    void peopleSignInAtAnOpenIdProvider() throws Exception {
        NodeProject.assumeInstalled();
        var chromium = Chromium.assumeInstalled();
        try (var provider = OpenIdProvider.start();
                var program = Program.start(folder, settings(provider))) {
            provider.sendBackTo(program.base() + "/console/");
            NodeProject.run(
                    Map.of(
                            "BASE", program.base().toString(),
                            "ISSUER", provider.issuer(),
                            "CHROMIUM", chromium,
                            "PROFILE", folder.resolve("browser").toString()),
                    "node",
                    "--test",
                    "console.sign-in.test.js");
            LogSearch.assertClean(program);
        }
    }

    /** A program that trusts the provider, and another issuer that nobody asks. */
    private static Map<String, String> settings(OpenIdProvider provider) {
        var settings = new HashMap<>(new Issuer().settings());
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
