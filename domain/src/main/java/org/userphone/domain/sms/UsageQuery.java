package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;

/**
 * Which messages to sum.
 *
 * @param organisation the only organisation to sum for; empty for all of them
 * @param from messages that were promised before this time are left out
 * @param until messages that were promised at this time or later are left out
 */
public record UsageQuery(Optional<OrganisationId> organisation, Instant from, Instant until) {}
