package org.userphone.domain.text;

import jakarta.inject.Inject;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/** Reads the text of messages in a language (protocol section 6). */
@UseCase
public class ReadMessageText {

    /**
     * The text that messages have.
     *
     * @param text the text in use
     * @param last the last change of the custom text; empty if it was never changed
     * @param rules what another text in its place can come to
     */
    public record Shown(String text, Optional<MessageText> last, TextRules rules) {

        /** Whether the text in use is a default, because there is no custom text with this key. */
        public boolean isDefault() {
            return last.flatMap(MessageText::text).isEmpty();
        }
    }

    private final MessageTexts texts;
    private final TextChoice choice;
    private final TextPolicy policy;

    @Inject
    public ReadMessageText(MessageTexts texts, TextChoice choice, TextPolicy policy) {
        this.texts = texts;
        this.choice = choice;
        this.policy = policy;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public Shown read(Caller caller, TextKey key) {
        key.require(caller, Permission.IAM_READ, Permission.POLICY_READ);
        var chosen = choice.of(key);
        return new Shown(chosen.text(), texts.find(key), policy.rules());
    }
}
