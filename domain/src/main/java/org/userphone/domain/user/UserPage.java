package org.userphone.domain.user;

import java.util.List;

/**
 * A part of the users that were asked for, in order.
 *
 * @param total how many there are on all pages
 */
public record UserPage(List<User> users, long total) {

    public UserPage {
        users = List.copyOf(users);
    }
}
