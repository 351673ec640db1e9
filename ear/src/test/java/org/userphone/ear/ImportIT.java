package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.ear.http.RawConnection;

/** Files of users, to the packaged program and from it. */
class ImportIT {

    private static final Issuer ISSUER = new Issuer();
    private static final String TOKEN = ISSUER.token("administrator", "acme", "IAM_OWNER");
    private static final String IMPORT = "/userphone/v1/users/_import";
    private static final String EXPORT = "/userphone/v1/users/_export";
    private static final String NDJSON = "application/x-ndjson";

    /** So slow that far fewer bytes come than have to. */
    private static final int DRIP_MILLIS = 50;

    /** More than one address may have at once. */
    private static final int HELD = 6;

    private static Program program;
    private static Footprint.Meter meter;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        var settings = new HashMap<>(ISSUER.settings());
        settings.put("USERPHONE_REQUEST_DEADLINE", "PT1S");
        settings.put("USERPHONE_ORGANISATIONS", "acme,empty");
        program = Program.start(folder, settings);
        program.base();
        meter = new Footprint.Meter(program);
    }

    @AfterAll
    static void stop() throws IOException {
        meter.close();
        LogSearch.assertClean(program);
        program.close();
    }

    @Test
    void aFileOfTenThousandUsersThatWasBrokenOffIsImportedToItsEndAndNobodyTwice()
            throws Exception {
        var lines =
                new ArrayList<>(IntStream.range(0, 10_000).mapToObj(i -> user("big", i)).toList());
        lines.set(17, "nonsense");
        lines.set(5_000, user("big", 5_000).replace("+41791005000", "12"));
        lines.set(9_999, user("big", 3));
        var file = lines.stream().collect(Collectors.joining("\n"));
        try (var broken = connect()) {
            broken.send(head(Map.of("Content-Length", "" + file.length())));
            broken.send(file.substring(0, file.length() / 2));
            broken.readTo("\"line\":1000}");
        }
        program.awaitAttribute("ended", "org.userphone:type=Requests", "InFlight", n -> n == 0);

        var answers = answers(send(file, NDJSON, ""));

        assertThat(answers).hasSize(10_001);
        assertThat(lines(answers, "IMPORT_OUTCOME_REFUSED")).containsExactly(18, 5_001);
        assertThat(lines(answers, "IMPORT_OUTCOME_UNCHANGED").size()).isGreaterThanOrEqualTo(1_000);
        var totals = totals(answers);
        assertThat(totals.getBoolean("complete")).isTrue();
        assertThat(totals.getInt("created") + totals.getInt("unchanged")).isEqualTo(9_998);
        var again = totals(answers(send(file, NDJSON, "?refusedOnly=true")));
        assertThat(again.getInt("unchanged")).isEqualTo(9_998);
        assertThat(again.getInt("refused")).isEqualTo(2);
    }

    @Test
    void whatIsExportedIsImportedElsewhereAndExportedTheSame(@TempDir Path folder) {
        var file =
                IntStream.range(0, 450)
                        .mapToObj(i -> user("copy", i))
                        .collect(Collectors.joining("\n"));
        totals(answers(send(file, NDJSON, "")));
        var exported = export(program);
        assertThat(exported.lines().filter(line -> line.contains("\"copy")).count()).isEqualTo(450);

        try (var empty = Program.start(folder, ofAcme())) {
            var wire = new Wire(empty.base());
            var taken =
                    wire.send(request(wire, NDJSON, "").POST(BodyPublishers.ofString(exported)));

            assertThat(totals(answers(taken)).getBoolean("complete")).isTrue();
            assertThat(export(empty)).isEqualTo(exported);
        }
    }

    private static Map<String, String> ofAcme() {
        var settings = new HashMap<>(ISSUER.settings());
        settings.put("USERPHONE_ORGANISATIONS", "acme,empty");
        return settings;
    }

    private static String export(Program from) {
        var answer = new Wire(from.base()).get(EXPORT, TOKEN);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(NDJSON);
        assertThat(answer.body()).endsWith("{\"totals\":{\"complete\":true}}\n");
        return answer.body();
    }

    @Test
    void csvAndGzipAreTaken() {
        var csv =
                """
                externalId,username,givenName,familyName,email,emailVerified,phone,phoneVerified
                csv-1,csv-1,Minnie,Mouse,csv-1@example.com,true,+41 79 123 45 67,true
                csv-2,csv-2,Daisy,,csv-2@example.com,true,,
                """;
        var wire = new Wire(program.base());
        var request =
                request(wire, "text/csv", "")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(gzip(csv)));

        var answers = answers(wire.send(request));

        assertThat(lines(answers, "IMPORT_OUTCOME_CREATED")).containsExactly(2);
        assertThat(lines(answers, "IMPORT_OUTCOME_REFUSED")).containsExactly(3);
        assertThat(answers.get(1).getJsonObject("error").toString()).contains("FamilyName");
    }

    @Test
    void aDryRunStoresNothing() {
        var dry = totals(answers(send(user("dry", 1), NDJSON, "?dryRun=true")));
        assertThat(dry.getBoolean("dryRun")).isTrue();

        assertThat(totals(answers(send(user("dry", 1), NDJSON, ""))).getInt("created"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/x-ndjson, '', none, 401",
        "POST, application/x-ndjson, '', reader, 403",
        "POST, text/plain, '', admin, 415",
        "POST, application/x-ndjson, ?dryRun=maybe, admin, 400",
        "GET, application/x-ndjson, '', admin, 405"
    })
    void whatIsRefusedAsAWholeIsRefusedAsCallsAre(
            String method, String type, String query, String who, int status) {
        var wire = new Wire(program.base());
        var token =
                switch (who) {
                    case "admin" -> TOKEN;
                    case "reader" -> ISSUER.token("reader", "acme", "ORG_USER_VIEWER");
                    default -> null;
                };
        var request =
                wire.request(IMPORT + query, token)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));

        var answer = wire.send(request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
        assertThat(Wire.json(answer)).containsKey("code");
    }

    @Test
    void oneAddressHasFewFilesOnTheirWayAndOthersFindRoomOnceTheyEnd() throws Exception {
        var held = Stream.generate(ImportIT::connect).limit(HELD).toList();
        var body = (user("held", 1) + "\n").repeat(700);
        held.forEach(
                one -> one.send(head(Map.of("Content-Length", "" + 10 * body.length())) + body));

        var statuses = held.stream().map(one -> one.readTo("\r\n").substring(9, 12)).toList();
        held.forEach(RawConnection::close);

        assertThat(statuses).contains("200", "503").doesNotContain("500");
        program.awaitAttribute("ended", "org.userphone:type=Requests", "InFlight", n -> n == 0);
        assertThat(totals(answers(send(user("held", 2), NDJSON, ""))).getBoolean("complete"))
                .isTrue();
    }

    /** Each in its own way never ends its file, or never fetches its answers. */
    @ParameterizedTest
    @CsvSource({"break off", "hold", "drip", "never read"})
    void nothingIsHeldOfAFileThatIsNotGoneOnWith(String how) throws Exception {
        send(user("attack", 0), NDJSON, "");
        var before = meter.read();
        var body = (user("attack", 1) + "\n").repeat(700);
        for (int round = 0; round < 5; round++) {
            try (var one = connect()) {
                one.send(head(Map.of("Transfer-Encoding", "chunked")));
                one.send(chunk(body));
                if (!how.equals("never read")) {
                    one.readTo("\"line\":600}");
                }
                goOn(one, how);
            }
        }

        assertThat(meter.readOnceBackAt(before)).matches(held -> held.isBackAt(before));
        assertThat(totals(answers(send(user("attack", 2), NDJSON, ""))).getBoolean("complete"))
                .isTrue();
    }

    private static void goOn(RawConnection one, String how) {
        switch (how) {
            case "break off" -> {}
            case "hold" -> one.readAll();
            case "drip" -> drip(one);
            default -> flood(one);
        }
    }

    /** A few bytes at a time, until the program closes the connection. */
    private static void drip(RawConnection one) {
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                one.send(chunk(" "));
                                Thread.sleep(DRIP_MILLIS);
                            }
                        })
                .isInstanceOf(UncheckedIOException.class);
    }

    /** Each line is refused by an answer that is much longer, and none of them is read. */
    private static void flood(RawConnection one) {
        var chunk = chunk("x\n".repeat(60_000));
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                one.send(chunk);
                            }
                        })
                .isInstanceOf(UncheckedIOException.class);
    }

    private static String chunk(String text) {
        return "%x\r\n%s\r\n".formatted(text.length(), text);
    }

    private static RawConnection connect() {
        var base = program.base();
        return new RawConnection(base.getHost(), base.getPort());
    }

    private static String head(Map<String, String> fields) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n"
                        .formatted(IMPORT, TOKEN, NDJSON)
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "\r\n";
    }

    private static String user(String prefix, int number) {
        return """
               {"externalId":"%1$s-%2$d","username":"%1$s-%2$d","human":{"profile":{"givenName":"G","familyName":"F"},\
               "email":{"email":"%1$s-%2$d@example.com","isVerified":true},\
               "phone":{"phone":"+4179%3$07d","isVerified":true}}}"""
                .formatted(prefix, number, 1_000_000 + number);
    }

    private static HttpResponse<String> send(String file, String type, String query) {
        var wire = new Wire(program.base());
        return wire.send(request(wire, type, query).POST(BodyPublishers.ofString(file)));
    }

    private static HttpRequest.Builder request(Wire wire, String type, String query) {
        return wire.request(IMPORT + query, TOKEN).header("Content-Type", type);
    }

    private static List<JsonObject> answers(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(ImportIT::json).toList();
    }

    private static JsonObject json(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private static JsonObject totals(List<JsonObject> answers) {
        return answers.get(answers.size() - 1).getJsonObject("totals");
    }

    private static List<Integer> lines(List<JsonObject> answers, String outcome) {
        return answers.stream()
                .filter(answer -> answer.getString("outcome", "").equals(outcome))
                .map(answer -> answer.getInt("line"))
                .toList();
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
