package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.ear.Wire.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody meets who starts the program for the first time, without any setting. */
class NewcomerIT {

    private static final String PHONE = "/v2/users/300000000000000002/phone";

    private static Program program;

    @BeforeAll
    static void start(@TempDir Path folder) {
        program = Program.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static Wire wire() {
        return new Wire(program.base());
    }

    private static String token() {
        return wire().get("/dev/token", null).body();
    }

    @Test
    void theRequestOfTheReadmeReturnsACode() {
        var set = wire().post(PHONE, token(), "{\"phone\":\"+41791230001\",\"returnCode\":{}}");

        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(json(set).getString("verificationCode")).matches("[0-9]{6}");
    }

    @Test
    void noLimitStopsWhoTriesItOut() {
        for (int i = 10; i < 40; i++) {
            var body = "{\"phone\":\"+417912300%d\",\"sendCode\":{}}".formatted(i);
            var set = wire().post(PHONE, token(), body);
            var resent = wire().post(PHONE + "/resend", token(), "{}");

            assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
            assertThat(resent.statusCode()).as(resent.body()).isEqualTo(200);
        }
    }

    @Test
    void whatIsPrintedLastIsARequestToPasteWithATokenInside() {
        program.awaitOutput("/inbox");
        var printed = program.out().substring(program.out().indexOf("userphone listens on"));
        var token = Pattern.compile("Bearer (ey[\\w.-]+)").matcher(printed);

        assertThat(token.find()).isTrue();
        assertThat(printed).contains("curl", "returnCode", "sendCode", program.base() + PHONE);
        assertThat(wire().get("/v2/users/300000000000000002", token.group(1)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aProxyGetsNoToken() {
        var handedOn =
                wire().send(
                                wire().request("/dev/token", null)
                                        .header("X-Forwarded-For", "1.2.3.4"));

        assertThat(handedOn.statusCode()).isEqualTo(403);
    }

    @Test
    void whyATokenIsRefusedIsInTheAnswerAndInTheLog() {
        var refused = wire().get("/v2/users/300000000000000002", "e30.e30.e30");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("Errors.Token.Invalid", "TOKEN_MALFORMED");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValue(
                        "Bearer realm=\"userphone\", error=\"invalid_token\","
                                + " error_description=\"The token is refused: it cannot be"
                                + " parsed\"");
        program.awaitOutput("The token is refused: it cannot be parsed. iss=- aud=- kid=-");
    }

    @Test
    void theSmsArrivesInTheInboxAndIsRecordedAndNothingOfItIsLogged() {
        var sent = wire().post(PHONE, token(), "{\"phone\":\"+41791230002\",\"sendCode\":{}}");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);

        program.await("the SMS", () -> inbox().toString().contains("+41791230002"));

        var text = inbox().getValuesAs(message -> message.asJsonObject().getString("text")).get(0);
        var code = Pattern.compile("[A-Z0-9]{6}").matcher(text);
        assertThat(code.find()).isTrue();
        LogSearch.assertClean(program, List.of(code.group()));
        var page = wire().get("/inbox", null);
        assertThat(page.headers().firstValue("Location").orElse(""))
                .endsWith("/console/#/developer");
    }

    private static JsonArray inbox() {
        try (var reader =
                Json.createReader(new StringReader(wire().get("/inbox.json", null).body()))) {
            return reader.readArray();
        }
    }
}
