package org.userphone.api;

import java.util.Optional;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;

/**
 * Around a call: who makes it, and in which organisation.
 *
 * @param organisation the one that the request names ({@code x-zitadel-orgid}), else the caller's;
 *     where a new user goes that names none
 */
public record CallContext(Caller caller, Optional<OrganisationId> organisation) {}
