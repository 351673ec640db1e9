package org.userphone.domain.user;

import java.util.List;
import java.util.stream.Stream;

/**
 * A search for users: which ones, in what order, and which page.
 *
 * @param queries all of them have to hold for a user; none selects all users
 * @param sortKey what to sort by; users that are equal in it, and users without it, are sorted by
 *     id
 * @param ascending from the smallest to the largest, users without the key last; if false, the
 *     other way round
 * @param offset how many users of this order to leave out, at least 0
 * @param limit how many users to return at most, 1 to {@value #MAX_LIMIT}
 */
public record UserListing(
        List<UserQuery> queries, SortKey sortKey, boolean ascending, long offset, int limit) {

    /** The largest number of users of one page. */
    public static final int MAX_LIMIT = 1000;

    /**
     * What users are sorted by. Texts are sorted by their characters with the case folded, not by
     * the rules of a language.
     */
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

    /** How deep the and, or and not queries are nested. */
    public int depth() {
        return queries.stream().mapToInt(UserQuery::depth).max().orElse(0);
    }

    /** How many conditions the search has, at all depths. */
    public int conditions() {
        return queries.stream().mapToInt(UserQuery::conditions).sum();
    }

    /** How many ids and addresses the search names in lists. */
    public int values() {
        return queries.stream().mapToInt(UserQuery::values).sum();
    }

    /** The same search, restricted to users for whom this condition holds. */
    public UserListing among(UserQuery condition) {
        return new UserListing(
                Stream.concat(Stream.of(condition), queries.stream()).toList(),
                sortKey,
                ascending,
                offset,
                limit);
    }
}
