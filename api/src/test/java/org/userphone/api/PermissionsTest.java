package org.userphone.api;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of permissions without a wire, in milliseconds. */
class PermissionsTest {

    static Stream<PermissionTable.Cell> cells() {
        return PermissionTable.cells();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCallerGetsTheAnswerOfTheTable(PermissionTable.Cell cell) {
        cell.check(new InMemoryWorld());
    }
}
