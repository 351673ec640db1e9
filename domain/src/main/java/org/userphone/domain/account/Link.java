package org.userphone.domain.account;

import java.util.Optional;

/**
 * What an identity provider says of a user beside the person.
 *
 * @param externalId the id that the provider has for the user; empty if it has none
 * @param active false if the user is to be deactivated; true leaves a locked user locked
 */
public record Link(Optional<String> externalId, boolean active) {

    /** Of a user whom no identity provider has pushed. */
    public static final Link NONE = new Link(Optional.empty(), true);
}
