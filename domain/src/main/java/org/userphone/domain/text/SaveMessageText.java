package org.userphone.domain.text;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
     * @param replaced the characters that were replaced, such as {@code U+2019}
     */
    public record Saved(MessageText text, Segments longest, List<String> replaced) {}

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
        var written = Template.parse(policy.typography().ofText(text)).text();
        var change = new TextChange(key, Optional.of(written), Editor.of(caller.id()), now);
        return new Saved(texts.change(change), longest, policy.typography().replacedIn(text));
    }
}
