package org.userphone.api.call;

import java.util.Optional;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.idempotency.IdempotencyKey;

/**
 * Around a call: who makes it, in which organisation, and under what name.
 *
 * @param organisation the one that the request names ({@code x-zitadel-orgid}), else the caller's;
 *     where a new user goes that names none
 * @param key the one of the request ({@code Idempotency-Key}); calls that are not {@link
 *     Idempotent} have no use for it
 */
public record CallContext(
        Caller caller, Optional<OrganisationId> organisation, Optional<IdempotencyKey> key) {}
