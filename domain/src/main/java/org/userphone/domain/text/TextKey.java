package org.userphone.domain.text;

import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;

/**
 * Which text: whose, and in which language.
 *
 * @param organisation empty for the whole instance
 */
public record TextKey(Optional<OrganisationId> organisation, Language language) {

    /** The instance's text. */
    public static TextKey of(Language language) {
        return new TextKey(Optional.empty(), language);
    }

    public static TextKey of(OrganisationId organisation, Language language) {
        return new TextKey(Optional.of(organisation), language);
    }

    /**
     * @param instance what it takes for the instance's text, in every organisation
     * @param own what it takes for an organisation's, in that one
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    void require(Caller caller, Permission instance, Permission own) {
        boolean permitted =
                organisation
                        .map(owner -> caller.may(own, owner))
                        .orElseGet(() -> caller.everywhere().contains(instance));
        if (!permitted) {
            throw new Rejection(Reason.CALL_NOT_PERMITTED);
        }
    }
}
