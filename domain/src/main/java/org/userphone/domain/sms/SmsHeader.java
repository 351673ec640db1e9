package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Optional;
import org.userphone.domain.TraceContext;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * The part of a message that the outbox stores in the clear, and so can be read even if no key
 * decrypts the rest.
 *
 * @param id stays the same through all attempts, so that a provider can recognise a repeat
 * @param user whose code the message carries
 * @param resourceOwner the organisation that owns the user and is charged for the message
 * @param promisedAt when the code was made; the message is due from then on
 * @param request the id of the request that promised the message, as the log has it; empty if no
 *     request did
 * @param trace where the trace of the request goes on when the message is delivered
 */
public record SmsHeader(
        String id,
        UserId user,
        OrganisationId resourceOwner,
        Instant promisedAt,
        Optional<String> request,
        TraceContext trace) {

    /** A header of a message that no request promised. */
    public SmsHeader(String id, UserId user, OrganisationId resourceOwner, Instant promisedAt) {
        this(id, user, resourceOwner, promisedAt, Optional.empty(), TraceContext.NONE);
    }
}
