package org.userphone.domain.text;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.Editor;

/** Writes a custom text, which replaces the default (protocol section 6). */
@UseCase
public class SaveMessageText {

    /**
     * The result of writing a text.
     *
     * @param longest the text filled with the longest possible values
     */
    public record Saved(MessageText text, Segments longest) {}

    private final MessageTexts texts;
    private final TextPolicy policy;
    private final Clock clock;

    @Inject
    public SaveMessageText(MessageTexts texts, TextPolicy policy, Clock clock) {
        this.texts = texts;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @throws Rejection with, in this order, {@link Reason#CALL_NOT_PERMITTED}, {@link
     *     Reason#TEXT_MALFORMED}, {@link Reason#TEXT_WITHOUT_CODE} or {@link Reason#TEXT_TOO_LONG}
     */
    public Saved save(Caller caller, TextKey key, String text) {
        key.require(caller, Permission.IAM_WRITE, Permission.POLICY_WRITE);
        var longest = policy.check(text);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var change = new TextChange(key, Optional.of(text), Editor.of(caller.id()), now);
        return new Saved(texts.change(change), longest);
    }
}
