package org.userphone.domain.user;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which users are asked for, and in what order.
 *
 * @param queries what has to hold for a user, all of it; none asks for everybody
 * @param sortKey what to sort by; equal ones, and users without, are sorted by their id
 * @param ascending from the smallest to the largest, users without it last; else the other way
 *     round
 * @param offset users of that order that are left out, 0 or more
 * @param limit the most users of one page, 1 to {@value #MAX_LIMIT}
 */
public record UserListing(
        List<UserQuery> queries, SortKey sortKey, boolean ascending, long offset, int limit) {

    /** The most users of one page. */
    public static final int MAX_LIMIT = 1000;

    /** What users are sorted by: texts by their letters whatever the case, not by a language. */
    public enum SortKey {
        ID,
        USERNAME,
        GIVEN_NAME,
        FAMILY_NAME,
        NICK_NAME,
        DISPLAY_NAME,
        EMAIL,
        /** Active, inactive, locked. */
        STATE,
        /** Humans, machines. */
        KIND,
        CREATED_AT
    }

    public UserListing {
        queries = List.copyOf(queries);
        if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page begins at 0 and has 1 to 1000 users");
        }
    }

    /** How deep and, or and not are nested in a query. */
    public int depth() {
        return queries.stream().mapToInt(UserQuery::depth).max().orElse(0);
    }

    /** The same among those only for whom that holds. */
    public UserListing among(UserQuery condition) {
        return new UserListing(
                Stream.concat(Stream.of(condition), queries.stream()).toList(),
                sortKey,
                ascending,
                offset,
                limit);
    }
}
