package org.userphone.domain.text;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * Something that somebody did to an organisation.
 *
 * @param position in the history of the organisation
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
