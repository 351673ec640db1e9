package org.userphone.ear;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever is sent, the answer is one of the protocol's: never a failure of ours, never a stack
 * trace, always the JSON of a success or of a {@code google.rpc.Status}. Requests are drawn from a
 * seed, which {@code -Dfuzz.seed} sets; {@code -Dfuzz.requests} says how many.
 *
 * <p>What is no HTTP request at all is {@link HttpPortIT}'s.
 */
class FuzzIT {

    private static final long SEED = Long.getLong("fuzz.seed", 20261124);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4000);

    private static final Issuer ISSUER = new Issuer();

    /** The HTTP status of each code (protocol section 3.1), and that of a wrong verb. */
    private static final Map<Integer, List<Integer>> HTTP =
            Map.of(
                    3, List.of(400),
                    5, List.of(404),
                    6, List.of(409),
                    7, List.of(403),
                    8, List.of(429),
                    9, List.of(400),
                    12, List.of(501, 405),
                    16, List.of(401));

    private static final List<String> SEGMENTS =
            List.of(
                    "minnie",
                    "unknown",
                    "new",
                    "human",
                    "phone",
                    "%20",
                    "%2F",
                    "%2f..%2f",
                    "..",
                    ".",
                    "...",
                    "%00",
                    "%zz",
                    "%",
                    "%0",
                    "%ff",
                    "%C3%28",
                    "%5c",
                    "a;b=c",
                    ";",
                    "{a}",
                    "\"",
                    "<script>",
                    "é",
                    "%F0%9F%98%80",
                    "_search",
                    "v2",
                    "",
                    "a".repeat(201),
                    "x".repeat(3000),
                    "*",
                    "|",
                    "^",
                    "'",
                    "+41791230000",
                    "WEB-INF",
                    "error");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-1",
                    "1e400",
                    "99999999999999999999",
                    "1.5",
                    "-0",
                    "[]",
                    "{}",
                    "[[]]",
                    "[null]",
                    "\"\"",
                    "\"x\"",
                    "\"+41791230000\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\uD83D\\uDE00\"",
                    "\"NaN\"",
                    "NaN",
                    "Infinity",
                    "\"" + "x".repeat(201) + "\"",
                    "\"" + "é".repeat(5000) + "\"",
                    "{\"a\":{}}",
                    "\"2026-11-24T00:00:00Z\"",
                    "\"9999-99-99\"",
                    "{\"seconds\":1}",
                    "'",
                    "\"",
                    "01",
                    "[{\"phoneQuery\":{\"number\":\"%\",\"method\":4}}]",
                    "[{\"notQuery\":{\"query\":{}}}]",
                    "{\"asc\":true,\"limit\":-1}",
                    "{\"limit\":4294967295,\"offset\":\"18446744073709551615\"}",
                    "[".repeat(500),
                    "{\"a\":".repeat(500),
                    "[{\"orQuery\":{\"queries\":[]}}]");

    /** Bodies that some call takes. */
    private static final List<String> PROPER =
            List.of(
                    "{\"phone\":\"+41791230000\",\"returnCode\":{}}",
                    "{\"phone\":\"+41791230001\",\"isVerified\":true}",
                    "{\"phone\":\"079 123 00 02\"}",
                    "{\"returnCode\":{}}",
                    "{\"verificationCode\":\"ABC123\"}",
                    "{\"username\":\"minnie\",\"human\":{\"phone\":{\"phone\":\"\"}}}",
                    "{\"human\":{\"profile\":{\"givenName\":\"M\"},\"phone\":{\"phone\":\"+41791230003\"}}}",
                    "{\"organizationId\":\"300000000000000001\",\"machine\":{\"name\":\"x\"}}",
                    "{\"profile\":{\"givenName\":\"M\",\"familyName\":\"M\"},\"email\":{\"email\":\"m@x.y\"}}",
                    "{\"queries\":[{\"phoneQuery\":{\"number\":\"_%\",\"method\":7}}]}",
                    "{\"queries\":[{\"inUserIdsQuery\":{}}],\"sortingColumn\":9,\"query\":{\"limit\":1}}",
                    "{\"eventTypes\":[\"user.locked\"],\"range\":{\"since\":\"2026-01-01T00:00:00Z\"}}");

    private static final List<String> FIELDS =
            List.of(
                    "userId",
                    "user_id",
                    "phone",
                    "returnCode",
                    "sendCode",
                    "isVerified",
                    "verificationCode",
                    "organizationId",
                    "human",
                    "machine",
                    "profile",
                    "email",
                    "username",
                    "query",
                    "queries",
                    "sortingColumn",
                    "limit",
                    "asc",
                    "sequence",
                    "eventTypes",
                    "aggregateTypes",
                    "range",
                    "from",
                    "creationDate",
                    "resourceOwner",
                    "metadata",
                    "password",
                    "organization",
                    "@type",
                    "",
                    "__proto__",
                    "\\u0000");

    private static final List<String> HEADERS =
            List.of(
                    "Content-Type: text/plain",
                    "Content-Type: application/xml",
                    "Content-Type: ;;;",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Type: multipart/form-data",
                    "Content-Type: application/json; charset=x",
                    "Content-Encoding: gzip",
                    "Accept: text/html",
                    "Accept: ,,",
                    "Accept-Language: %",
                    "x-zitadel-orgid: nowhere",
                    "x-zitadel-orgid: ",
                    "X-HTTP-Method-Override: DELETE",
                    "Idempotency-Key: once",
                    "Idempotency-Key: \"",
                    "Idempotency-Key: a b",
                    "Authorization: Basic eA==",
                    "Authorization: Bearer",
                    "Authorization: Bearer x.y.z",
                    "Authorization: ",
                    "Forwarded: for=x",
                    "X-Forwarded-Host: x",
                    "Cookie: a=b",
                    "Range: bytes=0-",
                    "If-Match: *",
                    "Expect: 100-continue",
                    "Expect: garbage",
                    "X-Request-Id: mine");

    private static Program program;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void start(@TempDir Path folder) {
        program = Program.start(folder, Unlimited.and(ISSUER.settings()));
    }

    @AfterAll
    static void stop() {
        try {
            LogSearch.assertClean(program);
        } finally {
            program.close();
        }
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    @Test
    void everyAnswerIsOneOfTheProtocol() throws IOException {
        var endpoints = endpoints();
        assertThat(endpoints).hasSizeGreaterThan(15);

        var wire = new Wire(program.base());
        int successes = 0;
        for (int i = 0; i < REQUESTS; i++) {
            if (i % 50 == 0) { // some request may have deleted her
                wire.post("/v2/users/new", ISSUER.token(), Issuer.newUser("minnie"));
            }
            var request = request(endpoints.get(i % endpoints.size()));
            var what = "request %d of seed %d: %s".formatted(i, SEED, text(request));
            successes += assertAnswered(what, request).status() == 200 ? 1 : 0;
        }

        assertThat(successes).as("requests that got through").isGreaterThan(REQUESTS / 50);
        var good = wire.post("/v2/users/new", ISSUER.token(), Issuer.newUser("the-last-one"));
        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
    }

    /** What has gone wrong before, so that no luck is needed to find it again. */
    @ParameterizedTest
    @CsvSource({
        "GET, /v2/users/%zz, 400",
        "GET, /v2/users/%, 400",
        "GET, /v2/users/x/., 400",
        "GET, /v2/users/x/.., 400",
        "GET, /v2/users/%00, 400",
        "GET, /v2/users/%ff, 400",
        "GET, /v2/users/a%5cb, 400",
        "GET, /v2/users/{a}, 400",
        "GET, /WEB-INF/web.xml, 404",
        "GET, /nowhere, 404",
        "GET, /userphone/v1/users/%2F/_export, 404",
        "POST, /userphone/v1/users/./_import, 404",
        "GET, /error, 404",
        "OPTIONS, /v2/users/x, 405",
        "TRACE, /v2/users/x, 405",
        "BREW, /v2/users/x, 405",
        "PATCH, /v2/users/x/phone, 405"
    })
    void whatTheServerRefusesByItselfIsRefusedInTheProtocolsShape(
            String verb, String path, int status) throws IOException {
        var request =
                bytes(verb + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

        assertThat(assertAnswered(verb + " " + path, request).status()).isEqualTo(status);
    }

    private List<String> endpoints() {
        var paths =
                Wire.json(new Wire(program.base()).get("/openapi?format=json", null))
                        .getJsonObject("paths");
        var endpoints = new ArrayList<String>();
        paths.forEach(
                (path, item) ->
                        item.asJsonObject()
                                .keySet()
                                .forEach(
                                        verb ->
                                                endpoints.add(
                                                        verb.toUpperCase(Locale.ROOT)
                                                                + " "
                                                                + path)));
        return endpoints;
    }

    private byte[] request(String endpoint) throws IOException {
        var verb =
                one(10) ? draw(List.of("GET", "PUT", "OPTIONS", "HEAD", "BREW")) : verb(endpoint);
        var path = endpoint.substring(endpoint.indexOf(' ') + 1).replace("{userId}", segment());
        if (one(8)) {
            path += "/" + segment();
        }
        if (one(10)) {
            path = path.replaceFirst("/[^/]*$", "/") + draw(SEGMENTS);
        }
        if (one(10)) {
            path += draw(List.of("?", "?a=b", "?%zz", "?userId=x", "?a=" + "b".repeat(500)));
        }
        var head = new StringBuilder(verb + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        if (!one(6)) {
            head.append("Authorization: Bearer ").append(token()).append("\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(draw(HEADERS)).append("\r\n");
        }
        var body = body();
        var whole = new ByteArrayOutputStream();
        if (one(5)) {
            head.append("Transfer-Encoding: chunked\r\n\r\n");
            whole.write(bytes(head.toString()));
            if (body.length > 0) {
                whole.write(bytes(Integer.toHexString(body.length) + "\r\n"));
                whole.write(body);
                whole.write(bytes("\r\n"));
            }
            whole.write(bytes("0\r\n\r\n"));
        } else {
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            whole.write(bytes(head.toString()));
            whole.write(body);
        }
        return whole.toByteArray();
    }

    private static String verb(String endpoint) {
        return endpoint.substring(0, endpoint.indexOf(' '));
    }

    private String segment() {
        return one(2) ? "minnie" : draw(SEGMENTS);
    }

    private String token() {
        return one(3) ? ISSUER.token("minnie", "300000000000000001") : ISSUER.token();
    }

    private byte[] body() {
        var json = one(3) ? draw(PROPER) : object(0);
        return switch (random.nextInt(20)) {
            case 0 -> new byte[0];
            case 1 -> bytes(json.substring(0, random.nextInt(json.length())));
            case 2 -> json.getBytes(UTF_16);
            case 3 -> ("\ufeff" + json).getBytes(UTF_8);
            case 4 -> json.getBytes(ISO_8859_1);
            case 5 -> garbage(random.nextInt(200));
            case 6 -> padded(json, 64 * 1024 - 1);
            case 7 -> padded(json, 64 * 1024 + 1);
            case 8 -> one(10) ? padded(json, 1024 * 1024) : bytes(draw(VALUES));
            case 9 -> bytes(json + json);
            default -> json.getBytes(UTF_8);
        };
    }

    private String object(int depth) {
        var members = new ArrayList<String>();
        for (int i = random.nextInt(6); i > 0; i--) {
            var value = depth < 4 && one(3) ? object(depth + 1) : draw(VALUES);
            members.add("\"" + draw(FIELDS) + "\":" + (one(6) ? "[" + value + "]" : value));
        }
        return "{" + String.join(",", members) + "}";
    }

    private byte[] garbage(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] padded(String json, int length) {
        var padded = Arrays.copyOf(bytes(json), length);
        Arrays.fill(padded, Math.min(length, json.length()), length, (byte) ' ');
        return padded;
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T draw(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Answer assertAnswered(String what, byte[] request) throws IOException {
        var answer = send(program.base(), request);
        assertThat(answer.status()).as(what).isBetween(200, 501).isNotEqualTo(500);
        assertThat(answer.headers()).as(what).containsKey("x-request-id");
        assertThat(answer.headers().get("content-type")).as(what).isEqualTo("application/json");
        assertThat(answer.body()).as(what).doesNotContain("Exception", "\tat ", "<html");
        if (!text(request).startsWith("HEAD ")) {
            var json = object(what, answer.body());
            if (answer.status() != 200) {
                assertThat(HTTP.get(json.getInt("code")))
                        .as(what + " " + answer)
                        .contains(answer.status());
                assertThat(json.getString("message")).as(what).isNotBlank();
            }
        }
        return answer;
    }

    private static JsonObject object(String what, String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new AssertionError(what + " was answered " + body, e);
        }
    }

    /** Sends bytes as they are and reads one answer. */
    private static Answer send(URI base, byte[] request) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            // The answer may come, and the connection end, before all of the body is sent.
            var sender =
                    new Thread(
                            () -> {
                                try {
                                    socket.getOutputStream().write(closing(request));
                                    socket.getOutputStream().flush();
                                } catch (IOException e) { // the answer is read all the same
                                    assertThat(socket.isConnected()).isTrue();
                                }
                            });
            sender.start();
            return answer(text(socket.getInputStream().readAllBytes()));
        }
    }

    /** With this header the server ends the connection after its answer. */
    private static byte[] closing(byte[] request) {
        var text = text(request);
        int end = text.indexOf("\r\n");
        return bytes(text.substring(0, end) + "\r\nConnection: close" + text.substring(end));
    }

    private static Answer answer(String whole) {
        int start = whole.startsWith("HTTP/1.1 100") ? whole.indexOf("\r\n\r\n") + 4 : 0;
        int end = whole.indexOf("\r\n\r\n", start);
        assertThat(end).as(whole).isPositive();
        var lines = whole.substring(start, end).split("\r\n");
        var headers = new TreeMap<String, String>();
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            var parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        var body = whole.substring(end + 4);
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                headers.containsKey("transfer-encoding") ? unchunked(body) : body);
    }

    private static String unchunked(String chunks) {
        var body = new StringBuilder();
        int at = 0;
        while (at < chunks.length()) {
            int line = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks.substring(at, line), 16);
            if (size == 0) {
                break;
            }
            body.append(chunks, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
        return body.toString();
    }

    /** Every byte is a letter here and back. */
    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
