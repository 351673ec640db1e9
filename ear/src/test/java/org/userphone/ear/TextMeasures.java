package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.text.BuiltInTexts;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.Template;
import org.userphone.domain.text.TextPolicy;
import org.userphone.domain.text.Typography;

/** What texts take by the rules of the domain, to which the console's are held. */
final class TextMeasures {

    private static final CodePolicy DIGITS =
            new CodePolicy(6, "0123456789", Duration.ofMinutes(10));
    private static final CodePolicy WIDE = new CodePolicy(20, "0123456789€", Duration.ofHours(1));

    private static final List<TextPolicy> POLICIES =
            List.of(
                    policy(DIGITS, 3, null, null, Typography.NAMES),
                    policy(DIGITS, 10, "phone.example.com", null, Typography.ALL),
                    policy(WIDE, 10, null, "FA+9qCX9VSu", Typography.NONE),
                    policy(WIDE, 1, null, null, Typography.ALL));

    private static final List<String> TEXTS =
            List.of(
                    "{{.Code}}",
                    "{{ .Code }} {{.Code}}",
                    "{{.Code}}" + "x".repeat(154),
                    "{{.Code}}" + "x".repeat(155),
                    "{{.Code}}" + "x".repeat(300),
                    "{{.Code}}" + "x".repeat(301),
                    "{{.Code}}" + "€".repeat(77),
                    "{{.Code}}" + "€".repeat(78),
                    "{{.Code}}x" + "€".repeat(160),
                    "{{.Code}}" + "ж".repeat(64),
                    "{{.Code}}" + "ж".repeat(65),
                    "{{.Code}}" + "🐭".repeat(32),
                    "{{.Code}}" + "🐭".repeat(70),
                    "{{.Code}}^{}\\[~]|€@£$¥\nΔΦΓΛΩΠΨΣΘΞ¡¿§",
                    "{{.Code}} 100 µ, ç and Ç",
                    "“{{.Code}}” – it’s yours…",
                    "{{.Code}} e\u0301 and \u00a0 and \u200b",
                    "“{{.Code}}” ж",
                    "Hello {{.DisplayName}}, {{.Code}} until {{.Expiry}} at {{.Domain}}",
                    "{{.Code}} {{.LastPhone}} {{.VerifiedPhone}} {{.ChangeDate}} {{.CreationDate}}",
                    "{{.Code}} {{.UserID}}{{.OrgID}}{{.UserName}}{{.FirstName}}{{.LastName}}",
                    "{{.Code}} {{.NickName}}{{.LastEmail}}{{.VerifiedEmail}}{{.LoginNames}}",
                    "{{.Code}} {{.PreferredLoginName}}{{.LoginName}}",
                    "הקוד הוא {{.Code}}",
                    "{{.Code}} رمز {{.Code}}");

    private TextMeasures() {}

    /** For each text and policy: the text, the rules, and what it takes or that it is too long. */
    static JsonArray json() {
        var measures = Json.createArrayBuilder();
        POLICIES.forEach(policy -> texts().forEach(text -> measures.add(measured(policy, text))));
        return measures.build();
    }

    private static Stream<String> texts() {
        var builtIn = BuiltInTexts.read();
        return Stream.concat(
                TEXTS.stream(),
                builtIn.languages().stream()
                        .flatMap(l -> builtIn.of(l).stream())
                        .map(Template::text));
    }

    private static JsonObjectBuilder measured(TextPolicy policy, String text) {
        var measured = Json.createObjectBuilder().add("text", text).add("rules", rules(policy));
        try {
            var longest = policy.check(text);
            return measured.add("alphabet", longest.alphabet().name())
                    .add("segments", longest.count())
                    .add("octets", longest.whole().length);
        } catch (Rejection e) {
            assertThat(e.reason()).isEqualTo(Reason.TEXT_TOO_LONG);
            return measured.add("isTooLong", true);
        }
    }

    private static JsonObjectBuilder rules(TextPolicy policy) {
        var rules = policy.rules();
        return Json.createObjectBuilder()
                .add("code", rules.code())
                .add("expiry", rules.expiry())
                .add("domain", rules.domain())
                .add("ending", rules.ending())
                .add("maxSegments", rules.maxSegments())
                .add("maxOctets", rules.maxOctets().orElse(0))
                .add("simplified", rules.simplified());
    }

    /** The languages that have a text which nobody wrote. */
    static String languages() {
        return String.join(
                ",", BuiltInTexts.read().languages().stream().map(Language::tag).sorted().toList());
    }

    private static TextPolicy policy(
            CodePolicy codes, int maxSegments, String host, String app, Typography typography) {
        return new TextPolicy(
                codes,
                maxSegments,
                Optional.ofNullable(host),
                Optional.ofNullable(app),
                typography);
    }
}
