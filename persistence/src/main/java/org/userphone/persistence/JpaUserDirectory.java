package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserDirectory;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserPage;
import org.userphone.domain.user.UserQuery.And;

/** The searchable users: the snapshots in the database. */
@Dependent
@Transactional
class JpaUserDirectory implements UserDirectory {

    private final EntityManager entityManager;
    private final SearchTimeout timeout;

    @Inject
    JpaUserDirectory(EntityManager entityManager, SearchTimeout timeout) {
        this.entityManager = entityManager;
        this.timeout = timeout;
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the first page is not full, its users are the total; otherwise a second query counts.
     */
    @Override
    public UserPage list(UserListing listing) {
        var sql = new UserSql();
        var condition = new And(listing.queries()).in(sql);
        var page =
                entityManager.createNativeQuery(
                        "select * from "
                                + (listing.queries().isEmpty() ? "user_account" : those(condition))
                                + " order by "
                                + UserSql.order(listing.sortKey(), listing.ascending())
                                + " offset ? rows fetch first ? rows only",
                        UserRow.class);
        bind(
                page,
                Stream.concat(
                        sql.parameters().stream(), Stream.of(listing.offset(), listing.limit())));
        List<User> users =
                timeout.within(
                        entityManager,
                        page,
                        query ->
                                ((List<?>) query.getResultList())
                                        .stream().map(JpaUserDirectory::user).toList());
        boolean isAll = listing.offset() == 0 && users.size() < listing.limit();
        return new UserPage(users, isAll ? users.size() : count(condition, sql));
    }

    /**
     * The users for whom the condition holds, as a subquery that is evaluated before sorting:
     * {@code offset 0} keeps PostgreSQL from walking along the sorted index instead, in the hope of
     * finding enough matches early.
     */
    private static String those(String condition) {
        return "(select * from user_account where " + condition + " offset 0 rows) found";
    }

    private static User user(Object row) {
        return ((UserRow) row).toUser();
    }

    private long count(String condition, UserSql sql) {
        var count =
                entityManager.createNativeQuery(
                        "select count(*) from user_account where " + condition);
        bind(count, sql.parameters().stream());
        return ((Number) timeout.within(entityManager, count, Query::getSingleResult)).longValue();
    }

    private static void bind(Query query, Stream<?> parameters) {
        int place = 0;
        for (var parameter : parameters.toList()) {
            query.setParameter(++place, parameter);
        }
    }
}
