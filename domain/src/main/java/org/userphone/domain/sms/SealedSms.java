package org.userphone.domain.sms;

import java.time.Instant;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/** What the outbox tells of a message without opening it. */
public record SealedSms(String id, UserId user, OrganisationId resourceOwner, Instant promisedAt) {}
