package org.userphone.domain.text;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.EventQuery;

/** Reads the events of organisations. This requires {@code events.read}. */
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
        caller.requireEverywhere(Permission.EVENTS_READ);
        return texts.events(query);
    }
}
