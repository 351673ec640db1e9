package org.userphone.api;

import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.OTHER;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.People;

/** Who makes the calls of {@link Story} and {@link PermissionTable}. */
public final class Callers {

    private static final Map<String, Caller> BY_NAME =
            Map.of(
                    "admin", ADMIN,
                    "acme", People.adminOf(ACME),
                    "other", People.adminOf(OTHER),
                    "reader",
                            new Caller(
                                    new UserId("reader"),
                                    Optional.of(ACME),
                                    Set.of(),
                                    Set.of(Permission.USER_READ),
                                    Origin.UNKNOWN),
                    "minnie", People.plain(People.MINNIE),
                    "nobody", People.plain(new UserId("nobody")));

    private Callers() {}

    public static Caller named(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).orElseThrow();
    }
}
