package org.userphone.domain.user;

import java.util.Optional;
import org.userphone.domain.access.OrganisationId;

/**
 * A machine user that a caller wants added.
 *
 * @param id made here if absent
 * @param username the id if absent
 */
public record NewMachine(
        OrganisationId organisation,
        Optional<UserId> id,
        Optional<String> username,
        Machine machine) {}
