package org.userphone.domain.text;

import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;

/**
 * The key of a custom text: its owner and its language.
 *
 * @param organisation the organisation that owns the text; empty for the instance's text
 */
public record TextKey(Optional<OrganisationId> organisation, Language language) {

    /** The key of a text of the instance. */
    public static TextKey of(Language language) {
        return new TextKey(Optional.empty(), language);
    }

    public static TextKey of(OrganisationId organisation, Language language) {
        return new TextKey(Optional.of(organisation), language);
    }

    /**
     * Checks the permission on the text.
     *
     * @param instance the permission that the text of the instance requires, in every organisation
     * @param own the permission that the text of an organisation requires, in that organisation
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED} if the caller lacks it
     */
    void require(Caller caller, Permission instance, Permission own) {
        boolean permitted =
                organisation
                        .map(owner -> caller.may(own, owner))
                        .orElseGet(() -> caller.everywhere().contains(instance));
        if (!permitted) {
            var needed = organisation.isPresent() ? own : instance;
            throw new Rejection(Reason.CALL_NOT_PERMITTED, needed.needed());
        }
    }
}
