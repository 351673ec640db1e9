package org.userphone.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFormTest {

    private final SettingsForm form = SettingsForm.shipped();

    @ParameterizedTest
    @CsvSource({
        "USERPHONE_CODE_LIFETIME, 10m, a duration: write PT10M",
        "USERPHONE_CODE_LIFETIME, 600, a duration: write PT10M",
        "USERPHONE_CODE_LIFETIME, 2 hours, a duration: write PT2H",
        "USERPHONE_SMS_MESSAGES_KEEP, 90d, a duration: write PT2160H",
        "USERPHONE_CODE_LIFETIME, soon, a duration such as PT10M",
        "USERPHONE_CODE_LIFETIME, -PT10M, a duration such as PT10M",
        "USERPHONE_CODE_LENGTH, six, a number such as 6",
        "USERPHONE_GRPC_REFLECTION, yes, true or false",
        "USERPHONE_GUARD_NUMBER, 5 per hour,"
                + " 'a list of numbers in a time, such as 5/PT1H,10/PT24H'",
        "USERPHONE_RESEND_WAITS, '1m', a duration: write PT1M",
        "USERPHONE_ISSUER_PARTNER_CLOCK_SKEW, PT1M, a number such as 60",
    })
    void aWrongValueIsToldWithWhatWouldBeRight(String name, String value, String right) {
        assertThat(form.problems(Map.of(), Map.of(name, value)))
                .containsExactly("%s is %s; it must be %s.".formatted(name, value, right));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(
                        form.problems(
                                Map.of("userphone.code.length", "x", "java.home", "/"),
                                Map.of(
                                        "USERPHONE_CODE_LIFETIME", "10m",
                                        "USERPHONE_CODE_LENGHT", "6",
                                        "PATH", "/bin")))
                .containsExactly(
                        "USERPHONE_CODE_LENGHT is no setting; the nearest is"
                                + " USERPHONE_CODE_LENGTH.",
                        "userphone.code.length is x; it must be a number such as 6.",
                        "USERPHONE_CODE_LIFETIME is 10m; it must be a duration: write PT10M.");
    }

    @ParameterizedTest
    @CsvSource({
        "USERPHONE_SMS_TWILLIO_TOKEN, USERPHONE_SMS_TWILIO_TOKEN",
        "USERPHONE_ISSUER_PARTNER_AUDIENCE, USERPHONE_ISSUER_PARTNER_AUDIENCES",
        "USERPHONE_KEY, USERPHONE_KEYS",
    })
    void aNameThatIsNobodysIsToldWithTheNearest(String name, String nearest) {
        assertThat(form.problems(Map.of(), Map.of(name, "secret")))
                .containsExactly("%s is no setting; the nearest is %s.".formatted(name, nearest));
    }

    @Test
    void whatIsRightOrEmptyOrSomebodyElsesIsNoProblem() {
        assertThat(
                        form.problems(
                                Map.of(
                                        "userphone.issuer.my.partner.user.claim", "oid",
                                        "user.home", "/"),
                                Map.of(
                                        "USERPHONE_CODE_LENGTH", "8",
                                        "USERPHONE_SMS_TEXT", "",
                                        "USERPHONE_CODE_LIFETIME", "",
                                        "USERPHONE_RESEND_WAITS", "PT1M, PT5M",
                                        "USERPHONE_ISSUER_PARTNER_USER_PREFIX", "p:",
                                        "USERPHONE_GUARD_NUMBER", "5/PT1H",
                                        "USERPHONE_GUARD_ADDRESS", "0",
                                        "USERPHONE_CODE_ALPHABET", "ABCDEFGHJKLM",
                                        "HOME", "/")))
                .isEmpty();
    }

    /** Kubernetes sets these for services that are called userphone and userphone-db. */
    @Test
    void theVariablesOfKubernetesAreNoProblem() {
        assertThat(
                        form.problems(
                                Map.of(),
                                Map.of(
                                        "USERPHONE_SERVICE_HOST", "10.0.0.1",
                                        "USERPHONE_SERVICE_PORT", "8080",
                                        "USERPHONE_SERVICE_PORT_HTTP", "8080",
                                        "USERPHONE_PORT", "tcp://10.0.0.1:8080",
                                        "USERPHONE_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                                        "USERPHONE_PORT_8080_TCP_ADDR", "10.0.0.1",
                                        "USERPHONE_DB_SERVICE_HOST", "10.0.0.2",
                                        "USERPHONE_DB_PORT", "tcp://10.0.0.2:5432")))
                .isEmpty();
    }

    @Test
    void aPropertyCountsMoreThanAVariable() {
        assertThat(
                        form.problems(
                                Map.of("userphone.code.length", "8"),
                                Map.of("USERPHONE_CODE_LENGTH", "six")))
                .isEmpty();
    }
}
