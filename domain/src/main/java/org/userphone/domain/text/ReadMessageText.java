package org.userphone.domain.text;

import jakarta.inject.Inject;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/** Shows the text that messages in a language have (protocol section 6). */
@UseCase
public class ReadMessageText {

    /**
     * @param text what a message says
     * @param last the last change of the text that was asked for, if there was any; it may have
     *     been taken back
     */
    public record Shown(String text, Optional<MessageText> last) {

        /** Whether it is not the text that was asked for, which does not exist. */
        public boolean isDefault() {
            return last.flatMap(MessageText::text).isEmpty();
        }
    }

    private final MessageTexts texts;
    private final TextChoice choice;

    @Inject
    public ReadMessageText(MessageTexts texts, TextChoice choice) {
        this.texts = texts;
        this.choice = choice;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public Shown read(Caller caller, TextKey key) {
        key.require(caller, Permission.IAM_READ, Permission.POLICY_READ);
        var chosen = choice.of(key);
        return new Shown(chosen.text(), texts.find(key));
    }
}
