package org.userphone.domain.text;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodePolicy;

/**
 * The rules for texts, and the last line that is added to each message.
 *
 * @param codes the shape of the codes in the texts
 * @param maxSegments how many SMS a text may take, 1 to 10
 * @param host the host whose pages may read the code automatically (WICG, Origin-bound one-time
 *     codes)
 * @param app the hash of the Android app that may read the SMS automatically (Google's SMS
 *     Retriever)
 * @param typography where typographic characters are replaced
 */
public record TextPolicy(
        CodePolicy codes,
        int maxSegments,
        Optional<String> host,
        Optional<String> app,
        Typography typography) {

    /** The longest message that the SMS Retriever accepts, in octets. */
    private static final int MAX_OCTETS_FOR_APP = 140;

    /** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE of Unicode's bidirectional algorithm. */
    private static final String ISOLATED = "\u2068%s\u2069";

    public TextPolicy {
        if (maxSegments < 1 || maxSegments > 10) {
            throw new IllegalArgumentException("a text may take 1 to 10 SMS");
        }
        if (host.isPresent() && !host.get().matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*")) {
            throw new IllegalArgumentException("the host is no name in small letters");
        }
        if (app.isPresent() && !app.get().matches("[A-Za-z0-9+/]{11}")) {
            throw new IllegalArgumentException("the hash of an app has 11 characters of Base64");
        }
        if (host.isPresent() && app.isPresent()) {
            throw new IllegalArgumentException(
                    "pages and apps both want to find theirs on the last line: it is one or the"
                            + " other");
        }
    }

    /**
     * Checks a text with the longest possible values of its variables.
     *
     * @return the text filled with these values
     * @throws Rejection with {@link Reason#TEXT_MALFORMED}, {@link Reason#TEXT_WITHOUT_CODE} or
     *     {@link Reason#TEXT_TOO_LONG}
     */
    public Segments check(String text) {
        var template = parse(text);
        if (!template.holds(Variable.CODE)) {
            throw new Rejection(Reason.TEXT_WITHOUT_CODE);
        }
        var longest = Segments.of(finish(template, Values.longest(codes, domain())));
        if (longest.count() > maxSegments) {
            throw new Rejection(
                    Reason.TEXT_TOO_LONG,
                    "With the longest values the text takes %d SMS in %s, %d are allowed"
                            .formatted(longest.count(), longest.alphabet(), maxSegments));
        }
        int octets = longest.whole().length;
        if (app.isPresent() && octets > MAX_OCTETS_FOR_APP) {
            throw new Rejection(
                    Reason.TEXT_TOO_LONG,
                    "With the longest values and the app's hash the text has %d bytes in %s, %d are"
                                    .formatted(octets, longest.alphabet(), MAX_OCTETS_FOR_APP)
                            + " allowed");
        }
        return longest;
    }

    private static Template parse(String text) {
        try {
            return Template.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Rejection(
                    Reason.TEXT_MALFORMED, "The text cannot be read: " + e.getMessage());
        }
    }

    /**
     * The message: the template with its last line, filled with values. Beside letters that run
     * from right to left, the code is isolated: without that, {@code 67ZHAU} may be shown as {@code
     * ZHAU67}. The last line is for machines and keeps its form.
     */
    public String finish(Template template, Map<Variable, String> values) {
        var written = Template.parse(typography.ofText(template.text()));
        var text = written.fill(values);
        if (text.chars().anyMatch(TextPolicy::isRightToLeft)) {
            var isolated = new EnumMap<>(values);
            isolated.computeIfPresent(Variable.CODE, (code, value) -> ISOLATED.formatted(value));
            text = written.fill(isolated);
        }
        return text + Template.parse(ending()).fill(values);
    }

    private static boolean isRightToLeft(int character) {
        return switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                    true;
            default -> false;
        };
    }

    private String ending() {
        if (host.isPresent()) {
            return "\n@" + host.get() + " #{{.Code}}";
        }
        return app.map(hash -> "\n" + hash).orElse("");
    }

    /** What texts can come to. */
    public TextRules rules() {
        var longest = Values.longest(codes, domain());
        return new TextRules(
                longest.get(Variable.CODE),
                longest.get(Variable.EXPIRY),
                domain(),
                ending(),
                maxSegments,
                app.map(hash -> MAX_OCTETS_FOR_APP),
                typography == Typography.ALL);
    }

    /** The host on which the code is entered; empty if none is set. */
    public String domain() {
        return host.orElse("");
    }
}
