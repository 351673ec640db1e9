package org.userphone.api.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WelcomeTest {

    private static final Pattern NUMBER = Pattern.compile("\"phone\":\"([^\"]+)\"");

    @Test
    void theRequestOfTheReadmeIsAmongTheOthers() {
        assertThat(welcome("").text())
                .contains(
                        """
                        curl -s -H "Authorization: Bearer $(curl -s localhost:8080/dev/token)" \
                        -d '{"phone":"+41791234567","returnCode":{}}' \
                        localhost:8080/v2/users/300000000000000002/phone
                        """);
    }

    @Test
    void theFirstRequestReturnsTheCodeAndTheSecondSendsItWithATokenInside() {
        var steps = welcome("").steps();

        assertThat(steps.get(0).command()).contains("Bearer t0ken\"", "returnCode");
        assertThat(steps.get(1).command()).contains("Bearer t0ken\"", "sendCode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+41791234567", "+41791234568", "+41791234569", "+41790000000"})
    void pastedInOrderEveryRequestChangesTheNumber(String current) {
        var steps = welcome(current).steps();

        assertThat(number(steps.get(0))).isNotEqualTo(current);
        assertThat(number(steps.get(1))).isNotEqualTo(number(steps.get(0)));
    }

    @Test
    void thePageGetsTheSameRequestsAsTheTerminal() {
        var welcome = welcome("");

        assertThat(welcome.json().getJsonArray("steps"))
                .hasSameSizeAs(welcome.steps())
                .allSatisfy(
                        step ->
                                assertThat(welcome.text())
                                        .contains(step.asJsonObject().getString("command")));
    }

    @Test
    void anAddressThatLocalhostDoesNotLeadToIsSpeltOut() {
        var welcome = Welcome.of("127.0.0.2", 8080, "data", "t0ken", "");

        assertThat(welcome.text()).contains("127.0.0.2:8080/dev/token").doesNotContain("localhost");
    }

    @Test
    void anAddressOfVersion6StandsInBrackets() {
        var welcome = Welcome.of("0:0:0:0:0:0:0:1", 8080, "data", "t0ken", "");

        assertThat(welcome.text())
                .contains("http://[0:0:0:0:0:0:0:1]:8080/v2/users/", "localhost:8080/dev/token");
    }

    @Test
    void itSaysThatThisIsDevelopmentModeAndWhereTheDataIs() {
        assertThat(welcome("").text())
                .contains("development mode", "/somewhere/data", "http://localhost:8080/inbox");
    }

    private static Welcome welcome(String current) {
        return Welcome.of("127.0.0.1", 8080, "/somewhere/data", "t0ken", current);
    }

    private static String number(Welcome.Step step) {
        var number = NUMBER.matcher(step.command());
        assertThat(number.find()).isTrue();
        return number.group(1);
    }
}
