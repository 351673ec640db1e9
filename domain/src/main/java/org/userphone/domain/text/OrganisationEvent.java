package org.userphone.domain.text;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * An event in the history of an organisation.
 *
 * @param position the place of the event in the history of its organisation
 * @param type ZITADEL's name of the event (protocol section 8)
 */
public record OrganisationEvent(
        OrganisationId organisation,
        EventPosition position,
        Editor editor,
        String type,
        Map<String, Object> payload) {

    public OrganisationEvent {
        payload = Collections.unmodifiableMap(new TreeMap<>(payload));
    }
}
