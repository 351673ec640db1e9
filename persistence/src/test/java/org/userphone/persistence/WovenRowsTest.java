package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.persistence.descriptors.changetracking.ChangeTracker;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.Test;

class WovenRowsTest {

    private final TestDatabase database = TestDatabase.empty(Engine.H2);

    /** Otherwise EclipseLink keeps a copy of each row that it reads, and compares them. */
    @Test
    void everyRowTellsWhatChangedInIt() {
        var rows =
                database.in(
                        () ->
                                database.entityManager()
                                        .unwrap(Session.class)
                                        .getDescriptors()
                                        .values());

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row.getJavaClass()).isAssignableTo(ChangeTracker.class))
                .allMatch(
                        row ->
                                row.isAggregateDescriptor()
                                        || row.getObjectChangePolicy()
                                                .isAttributeChangeTrackingPolicy());
    }
}
