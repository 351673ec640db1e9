package org.userphone.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.userphone.domain.installation.DatabaseState;
import org.userphone.domain.installation.Installation;
import org.userphone.domain.installation.Node;

/** The nodes in the database, and what it says of itself. */
@Dependent
class JpaInstallation implements Installation {

    /** The table of Flyway, whose names H2 and PostgreSQL have in small letters. */
    private static final String SCHEMA =
            "select \"version\" from \"flyway_schema_history\""
                    + " where \"success\" and \"version\" is not null"
                    + " order by \"installed_rank\" desc fetch first 1 rows only";

    private final EntityManager entityManager;

    @Inject
    JpaInstallation(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public DatabaseState database() {
        var schema = (String) entityManager.createNativeQuery(SCHEMA).getSingleResult();
        try {
            var database = entityManager.unwrap(Connection.class).getMetaData();
            return new DatabaseState(
                    database.getDatabaseProductName(),
                    database.getDatabaseProductVersion(),
                    schema);
        } catch (SQLException e) {
            throw new IllegalStateException("a database does not say what it is", e);
        }
    }

    @Override
    public void report(Node node, Instant oldest) {
        entityManager.merge(new NodeRow(node));
        entityManager
                .createQuery("delete from NodeRow n where n.seenAt < :oldest")
                .setParameter("oldest", oldest)
                .executeUpdate();
    }

    @Override
    public void forget(Node node) {
        entityManager
                .createQuery("delete from NodeRow n where n.name = :name and n.startedAt = :start")
                .setParameter("name", node.name().value())
                .setParameter("start", node.startedAt())
                .executeUpdate();
    }

    @Override
    public List<Node> nodes() {
        return entityManager
                .createQuery("select n from NodeRow n order by n.name, n.startedAt", NodeRow.class)
                .getResultStream()
                .map(NodeRow::toNode)
                .toList();
    }
}
