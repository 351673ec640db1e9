package org.userphone.domain.text;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.user.EventQuery;

/** The texts that operators wrote in the place of ours. */
public interface MessageTexts {

    /** A text, taken back or not; empty if there has never been one. */
    Optional<MessageText> find(TextKey key);

    /**
     * The texts by these keys that exist and were not taken back, in no order. They are as they
     * were at some time within the last second.
     */
    List<MessageText> find(List<TextKey> keys);

    /**
     * Puts a text in the place of what was there, and records the event of it in the history of the
     * instance or organisation. Whoever changes something of the same one waits.
     */
    MessageText change(TextChange change);

    /**
     * The events of organisations that the query asks for, by the time they were recorded. An
     * organisation owns itself; whoever asks for one user asks for the organisation of that id.
     */
    List<OrganisationEvent> events(EventQuery query);
}
