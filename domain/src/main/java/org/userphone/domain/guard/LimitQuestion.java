package org.userphone.domain.guard;

import java.util.Optional;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * About whom or what it is asked how much of the limits is used up. Of a user the number and the
 * organisation are looked up, of a number the prefix and the country.
 *
 * @param phone a number as people write it
 * @param prefix a number as people write it without its last four digits, from {@code +} on
 * @param country an ISO 3166-1 alpha-2 code
 * @param address that of a client
 */
public record LimitQuestion(
        Optional<UserId> user,
        Optional<String> phone,
        Optional<String> prefix,
        Optional<String> country,
        Optional<ClientAddress> address,
        Optional<OrganisationId> organisation) {

    /** Asks about a user and nothing else. */
    public static LimitQuestion of(UserId user) {
        return new LimitQuestion(
                Optional.of(user),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it is asked about anything that belongs to no user. */
    boolean isAboutMoreThanAUser() {
        return user.isEmpty()
                || phone.isPresent()
                || prefix.isPresent()
                || country.isPresent()
                || address.isPresent()
                || organisation.isPresent();
    }
}
