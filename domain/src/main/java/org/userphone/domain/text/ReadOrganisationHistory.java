package org.userphone.domain.text;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EventQuery;

/**
 * Reads the events of organisations. This requires {@code events.read}; callers who have it in
 * their own organisation only read the events of that one.
 */
@UseCase
public class ReadOrganisationHistory {

    private final MessageTexts texts;

    @Inject
    public ReadOrganisationHistory(MessageTexts texts) {
        this.texts = texts;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<OrganisationEvent> read(Caller caller, EventQuery query) {
        var own = caller.confinedTo(Permission.EVENTS_READ);
        return own.isEmpty()
                ? texts.events(query)
                : query.within(own.get()).map(texts::events).orElse(List.of());
    }
}
