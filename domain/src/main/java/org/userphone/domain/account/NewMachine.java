package org.userphone.domain.account;

import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.Machine;

/**
 * A machine user to be added.
 *
 * @param id made here if absent
 * @param username the id if absent
 */
public record NewMachine(
        OrganisationId organisation,
        Optional<UserId> id,
        Optional<String> username,
        Machine machine) {}
