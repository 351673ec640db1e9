package org.userphone.domain.user;

import java.util.List;

/**
 * One page of the users that were searched for.
 *
 * @param total how many users there are on all pages
 */
public record UserPage(List<User> users, long total) {

    public UserPage {
        users = List.copyOf(users);
    }
}
