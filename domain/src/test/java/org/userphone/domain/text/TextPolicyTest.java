package org.userphone.domain.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.userphone.domain.Rejected.assertRejected;

import java.text.Bidi;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.text.Segments.Alphabet;

class TextPolicyTest {

    private static final String CODE = "{{.Code}}";
    private static final String APP = "FA+9qCX9VSu";

    @ParameterizedTest
    @CsvSource({
        "x, 154, GSM7, 1",
        "x, 155, GSM7, 2",
        "x, 300, GSM7, 2",
        "x, 301, GSM7, 3",
        "x, 453, GSM7, 3",
        "€, 77, GSM7, 1",
        "€, 78, GSM7, 2",
        "ж, 64, UCS2, 1",
        "ж, 65, UCS2, 2",
        "🐭, 32, UCS2, 1",
        "ж, 195, UCS2, 3",
    })
    void aTextIsMeasuredWithItsCode(String character, int times, Alphabet alphabet, int segments) {
        var longest = policy(null, null).check(CODE + character.repeat(times));

        assertThat(longest.alphabet()).isEqualTo(alphabet);
        assertThat(longest.count()).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({"x, 454", "ж, 196"})
    void aTextThatTakesMoreSmsThanAllowedIsRefusedWithItsMeasure(String character, int times) {
        assertRejected(
                Reason.TEXT_TOO_LONG,
                () -> policy(null, null).check(CODE + character.repeat(times)));
    }

    @Test
    void theRefusalSaysHowManyItTakesAndInWhichAlphabet() {
        assertThat(refusal(policy(null, null), CODE + "ж".repeat(196)))
                .hasMessage("With the longest values the text takes 4 SMS in UCS2, 3 are allowed");
    }

    @Test
    void theNamesInATextAreMeasuredAtTheirLongest() {
        var longest = policy(null, null).check("Hello {{.DisplayName}}, {{.Code}} is your code");

        assertThat(longest.alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(longest.count()).isOne();
        assertThat(longest.whole()).hasSize(2 * ("Hello , CODE is your code".length() + 2 + 40));
    }

    @Test
    void theRulesTellWhatATextCanComeTo() {
        var wide = new CodePolicy(8, "0123456789€", Duration.ofHours(1));
        var app = new TextPolicy(wide, 3, Optional.empty(), Optional.of(APP), Typography.ALL);

        assertThat(app.rules())
                .isEqualTo(
                        new TextRules(
                                "€".repeat(8),
                                "1h0m0s",
                                "",
                                "\n" + APP,
                                3,
                                Optional.of(140),
                                true));
        assertThat(policy("phone.example.com", null).rules().ending())
                .isEqualTo("\n@phone.example.com #{{.Code}}");
        assertThat(policy(null, null).rules().maxOctets()).isEmpty();
    }

    @Test
    void theCodeIsMeasuredAsCodesAre() {
        var wide = new CodePolicy(20, "0123456789€", Duration.ofMinutes(10));
        var policy = new TextPolicy(wide, 3, Optional.empty(), Optional.empty(), Typography.NAMES);

        assertThat(policy.check(CODE + "x".repeat(120)).count()).isEqualTo(1);
        assertThat(policy.check(CODE + "x".repeat(121)).count()).isEqualTo(2);
    }

    @Test
    void theLineForPagesIsMeasuredToo() {
        var policy = policy("login.example.com", null);

        int line = "\n@login.example.com #CODE12".length();
        assertThat(policy.check(CODE + "x".repeat(154 - line)).count()).isEqualTo(1);
        assertThat(policy.check(CODE + "x".repeat(155 - line)).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"x, 122", "ж, 52", "€, 61"})
    void whatAnAppReadsHasAtMost140Bytes(String character, int limit) {
        var policy = policy(null, APP);

        assertThat(policy.check(CODE + character.repeat(limit)).count()).isEqualTo(1);
        assertThat(refusal(policy, CODE + character.repeat(limit + 1)))
                .hasMessageStartingWith(
                        "With the longest values and the app's hash the text has 14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Your code is ready.", "{code}", "{.Code}", "{{.DisplayName}}"})
    void aTextThatWouldNotCarryTheCodeIsRefused(String text) {
        assertRejected(Reason.TEXT_WITHOUT_CODE, () -> policy(null, null).check(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.Code}} {{.Secret}}",
                "{{.Code}} {{.code}}",
                "{{.Code}} {{Code}}",
                "{{.Code}} {{printf .Code}}",
                "{{.Code}} {{if .Code}}",
                "{{.Code}} {{.Code.Plain}}",
                "{{.Code}} {{",
                "{{.Code}} }}",
                "{{.Code",
                "{{.Code}} {{.Display\nName}}",
                "{{.Code}}\u0000",
                "{{.Code}}\u001b",
            })
    void aTextThatCannotBeReadIsRefused(String text) {
        assertRejected(Reason.TEXT_MALFORMED, () -> policy(null, null).check(text));
    }

    @Test
    void theRefusalSaysWhereAndRepeatsNothing() {
        assertThat(refusal(policy(null, null), "{{.Code}} {{.Secret}}"))
                .hasMessage("The text cannot be read: there is no variable as at character 11");
    }

    @Test
    void pagesAndAppsCannotBothHaveTheLastLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy("login.example.com", APP))
                .withMessageContaining("last line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Login.Example.com", "login.example.com/x", "a b", "a..b", "@a"})
    void whatIsNoHostIsRefused(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(host, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FA+9qCX9VS", "FA+9qCX9VSuu", "FA 9qCX9VSu"})
    void whatIsNoHashIsRefused(String hash) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(null, hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb {{.Code}}", "a\rb {{.Code}}", "a\nb {{.Code}}"})
    void everyLineBreakIsALineFeed(String text) {
        assertThat(filled(policy(null, null), text)).isEqualTo("a\nb 67ZHAU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0631\u0645\u0632 {{.Code}}", "{{.Code}} \u05e7\u05d5\u05d3"})
    void besideLettersFromRightToLeftTheCodeIsIsolated(String text) {
        assertThat(filled(policy(null, null), text))
                .isEqualTo(text.replace("{{.Code}}", "\u206867ZHAU\u2069"));
    }

    @ParameterizedTest
    @CsvSource({
        "\u0631\u0645\u0632 {{.Code}}, 0",
        "\u0631\u0645\u0632 {{.Code}}, 1",
        "{{.Code}} \u0631\u0645\u0632 \u0662, 0",
        "\u05e7\u05d5\u05d3 {{.Code}}., 0",
        "\u05e7\u05d5\u05d3 {{.Code}}., 1",
        "{{.Code}} \u05e7\u05d5\u05d3, 1",
    })
    void whereverThePhoneBeginsALineTheCodeIsShownInItsOrder(String text, int direction) {
        assertThat(shown(filled(policy(null, null), text), direction)).contains("67ZHAU");
    }

    /** A text as a screen shows it from left to right, by Unicode's bidirectional algorithm. */
    private static String shown(String text, int direction) {
        var bidi = new Bidi(text, direction);
        var levels = new byte[text.length()];
        var shown = new Object[text.length()];
        for (int i = 0; i < text.length(); i++) {
            levels[i] = (byte) bidi.getLevelAt(i);
            shown[i] = text.charAt(i);
        }
        Bidi.reorderVisually(levels, 0, shown, 0, shown.length);
        return Stream.of(shown).map(Object::toString).collect(joining());
    }

    @Test
    void aNameFromRightToLeftIsolatesTheCodeToo() {
        var values = Map.of(Variable.CODE, "67ZHAU", Variable.FIRST_NAME, "\u05d3\u05d5\u05d3");

        assertThat(policy(null, null).finish(Template.parse("{{.FirstName}}: {{.Code}}"), values))
                .isEqualTo("\u05d3\u05d5\u05d3: \u206867ZHAU\u2069");
    }

    @Test
    void theLineForPagesKeepsItsFormInEveryLanguage() {
        assertThat(filled(policy("login.example.com", null), "\u0631\u0645\u0632 {{.Code}}"))
                .endsWith("\u2069\n@login.example.com #67ZHAU");
    }

    @Test
    void typographicCharactersOfATextAreReplacedIfThatIsSet() {
        var text = "Here\u2019s {{.Code}}\u2026";

        assertThat(filled(policy(null, null), text)).isEqualTo("Here\u2019s 67ZHAU\u2026");
        assertThat(
                        filled(
                                new TextPolicy(
                                        policy(null, null).codes(),
                                        3,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Typography.ALL),
                                text))
                .isEqualTo("Here's 67ZHAU...");
    }

    private static String filled(TextPolicy policy, String text) {
        return policy.finish(Template.parse(text), Map.of(Variable.CODE, "67ZHAU"));
    }

    private static Rejection refusal(TextPolicy policy, String text) {
        return catchThrowableOfType(Rejection.class, () -> policy.check(text));
    }

    private static TextPolicy policy(String host, String app) {
        var codes = new CodePolicy(6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Duration.ofMinutes(10));
        return new TextPolicy(
                codes, 3, Optional.ofNullable(host), Optional.ofNullable(app), Typography.NAMES);
    }
}
