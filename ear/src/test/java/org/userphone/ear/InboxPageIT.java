package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the inbox in Chromium. */
class InboxPageIT {

    /** In a line from left to right, digits behind letters from right to left go before these. */
    private static final Pattern DIGITS_FIRST = Pattern.compile("[0-9].*[A-Z].*");

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{6}");

    /** Texts whose first letter has the line run from left to right. */
    private static final Map<String, String> TEXTS =
            Map.of(
                    "ar", "Acme: رمز التأكيد الخاص بك هو {{.Code}} فلا تعطه لأحد",
                    "he", "Acme: קוד האימות שלך הוא {{.Code}} ואין למסור אותו");

    @TempDir private Path folder;

    @Test
    void aCodeStandsInTheOrderOfItsCharactersInTextsFromRightToLeft() throws Exception {
        var chromium = Chromium.assumeInstalled();
        var settings = Map.of("USERPHONE_CODE_ALPHABET", "23456789ABCDEFGHJKLMNPQRSTUVWXYZ");
        try (var program = Program.start(folder, settings)) {
            var wire = new Wire(program.base());
            var token = wire.get("/dev/token", null).body();
            TEXTS.forEach(
                    (language, text) ->
                            wire.send(
                                    wire.request(
                                                    "/admin/v1/text/message/verifyphone/"
                                                            + language,
                                                    token)
                                            .PUT(
                                                    BodyPublishers.ofString(
                                                            "{\"text\":\"" + text + "\"}"))));
            var codes =
                    List.of(
                            code(program, wire, token, "ar", "+417912300"),
                            code(program, wire, token, "he", "+417912310"));

            var command = new ArrayList<String>();
            command.addAll(List.of("node", "inbox.js", program.base() + "/inbox"));
            command.addAll(List.of(chromium, folder.resolve("browser").toString()));
            command.addAll(codes);
            var told = NodeProject.run(Map.of(), command.toArray(String[]::new)).lines().toList();

            assertThat(told)
                    .containsExactlyElementsOf(
                            codes.stream()
                                    .map("{\"shown\":\"%s\",\"same\":true}"::formatted)
                                    .toList());
        }
    }

    /** Has codes sent to users of that language until one begins with digits, and returns it. */
    private static String code(
            Program program, Wire wire, String token, String language, String numbers) {
        for (int i = 0; i < 100; i++) {
            var number = "%s%02d".formatted(numbers, i);
            wire.post(
                    "/v2/users/new",
                    token,
                    """
                    {"organizationId": "300000000000000001", "human": {
                      "profile": {"givenName": "A", "familyName": "B", "preferredLanguage": "%s"},
                      "email": {"email": "%s-%d@example.com", "isVerified": true},
                      "phone": {"phone": "%s", "sendCode": {}}}}
                    """
                            .formatted(language, language, i, number));
            program.await("the SMS", () -> text(wire, number) != null);
            var code = CODE.matcher(text(wire, number));
            assertThat(code.find()).isTrue();
            if (DIGITS_FIRST.matcher(code.group()).matches()) {
                return code.group();
            }
        }
        throw new AssertionError("no code of a hundred begins with digits");
    }

    private static String text(Wire wire, String number) {
        var inbox = wire.get("/inbox.json", null).body();
        try (var reader = Json.createReader(new StringReader(inbox))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(message -> message.getString("recipient").equals(number))
                    .map(message -> message.getString("text"))
                    .findFirst()
                    .orElse(null);
        }
    }
}
