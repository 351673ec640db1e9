package org.userphone.domain.text;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.user.Editor;

/**
 * A change of a custom text.
 *
 * @param text the new text; empty to reset the text
 */
public record TextChange(TextKey key, Optional<String> text, Editor editor, Instant at) {

    public static final String INSTANCE_SET = "instance.customtext.set";
    public static final String INSTANCE_REMOVED = "instance.customtext.template.removed";
    public static final String ORGANISATION_SET = "org.customtext.set";
    public static final String ORGANISATION_REMOVED = "org.customtext.template.removed";

    /** ZITADEL's name of the event that the change is recorded as. */
    public String type() {
        return key.organisation().isPresent()
                ? text.isPresent() ? ORGANISATION_SET : ORGANISATION_REMOVED
                : text.isPresent() ? INSTANCE_SET : INSTANCE_REMOVED;
    }

    /** The payload of that event. */
    public Map<String, Object> payload() {
        var template = "VerifyPhone";
        var language = key.language().tag();
        return text.<Map<String, Object>>map(
                        words ->
                                Map.of(
                                        "template", template,
                                        "key", "Text",
                                        "language", language,
                                        "text", words))
                .orElse(Map.of("template", template, "language", language));
    }
}
