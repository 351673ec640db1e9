package org.userphone.api.call;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.token.RoleClaim;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.KnowOrganisation;
import org.userphone.domain.access.OrganisationId;

/** Makes the {@link CallContext} of a call, for every wire form in the same way. */
@ApplicationSingleton
public class CallContexts {

    /** How many organisations are remembered; for any other one each call asks the database. */
    private static final int MAX_REMEMBERED = 10_000;

    private final KnowOrganisation knowOrganisation;
    private final Set<OrganisationId> learnt = ConcurrentHashMap.newKeySet();

    @Inject
    public CallContexts(KnowOrganisation knowOrganisation) {
        this.knowOrganisation = knowOrganisation;
    }

    /**
     * Makes the context of a call. The caller's organisation becomes known to userphone by this.
     *
     * @param roles that the token names
     * @param organisations the values of {@code x-zitadel-orgid}, one for each time that the
     *     request has it; the first counts
     * @param regions the values of {@code x-userphone-region}, likewise
     * @param keys the values of {@code Idempotency-Key}, one for each time that the request has it
     * @param memory for the answer
     * @throws Rejection with {@link Reason#CONTEXT_ORGANISATION_UNKNOWN}, or with {@link
     *     Reason#INVALID_REQUEST} if the region is no country or the idempotency key is malformed
     */
    public CallContext of(
            Caller caller,
            RoleClaim roles,
            List<String> organisations,
            List<String> regions,
            List<String> keys,
            ListMemory.Share memory) {
        caller.organisation().ifPresent(this::learn);
        return new CallContext(
                Regions.read(regions)
                        .map(region -> caller.at(caller.origin().in(region)))
                        .orElse(caller),
                roles,
                organisations.stream().findFirst().map(this::known).or(caller::organisation),
                IdempotencyKeys.read(keys),
                memory);
    }

    private void learn(OrganisationId id) {
        if (!learnt.contains(id)) {
            knowOrganisation.learn(id);
            if (learnt.size() < MAX_REMEMBERED) {
                learnt.add(id);
            }
        }
    }

    private OrganisationId known(String text) {
        if (text.isEmpty() || text.length() > 200 || text.indexOf('\0') >= 0) {
            throw new Rejection(Reason.CONTEXT_ORGANISATION_UNKNOWN);
        }
        var id = new OrganisationId(text);
        knowOrganisation.require(id, Reason.CONTEXT_ORGANISATION_UNKNOWN);
        return id;
    }
}
