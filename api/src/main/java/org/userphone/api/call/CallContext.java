package org.userphone.api.call;

import java.util.Optional;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.token.RoleClaim;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.idempotency.IdempotencyKey;

/**
 * What a call needs to know besides its message.
 *
 * @param caller who makes the call
 * @param roles the roles that the token names
 * @param organisation the organisation that the request names by {@code x-zitadel-orgid}, otherwise
 *     the caller's own; a new user whose request names no organisation is added to it
 * @param key the idempotency key that the request names by {@code Idempotency-Key}; a call that is
 *     not {@link Idempotent} ignores it
 * @param memory has to be asked before a list is read
 */
public record CallContext(
        Caller caller,
        RoleClaim roles,
        Optional<OrganisationId> organisation,
        Optional<IdempotencyKey> key,
        ListMemory.Share memory) {}
