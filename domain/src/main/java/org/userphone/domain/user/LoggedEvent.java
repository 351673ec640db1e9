package org.userphone.domain.user;

import org.userphone.domain.access.OrganisationId;

/** A recorded event, and the organisation that owned its user at that time. */
public record LoggedEvent(RecordedEvent recorded, OrganisationId owner) {}
