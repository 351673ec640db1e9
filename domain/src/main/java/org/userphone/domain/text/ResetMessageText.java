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

/** Resets a custom text, so that the default is used again (protocol section 6). */
@UseCase
public class ResetMessageText {

    private final MessageTexts texts;
    private final Clock clock;

    @Inject
    public ResetMessageText(MessageTexts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} or {@link Reason#TEXT_NOT_FOUND}
     */
    public MessageText reset(Caller caller, TextKey key) {
        key.require(caller, Permission.IAM_WRITE, Permission.POLICY_WRITE);
        if (texts.find(key).flatMap(MessageText::text).isEmpty()) {
            throw new Rejection(Reason.TEXT_NOT_FOUND);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return texts.change(new TextChange(key, Optional.empty(), Editor.of(caller.id()), now));
    }
}
