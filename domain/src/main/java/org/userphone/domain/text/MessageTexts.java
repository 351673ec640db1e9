package org.userphone.domain.text;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.user.EventQuery;

/** The stored custom texts: those that operators have written to replace the built-in ones. */
public interface MessageTexts {

    /** The text with this key, reset or not; empty if there has never been one. */
    Optional<MessageText> find(TextKey key);

    /**
     * The texts with these keys that exist and were not reset, in no order. They may be up to one
     * second old.
     */
    List<MessageText> find(List<TextKey> keys);

    /**
     * Writes or resets a text, and records the event in the history of the instance or
     * organisation. Simultaneous changes in the same history wait for each other.
     */
    MessageText change(TextChange change);

    /**
     * The events of organisations that match the query, in the order of their time. An organisation
     * is its own owner, and a query for a user means the organisation with that id.
     */
    List<OrganisationEvent> events(EventQuery query);
}
