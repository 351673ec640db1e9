package org.userphone.api.token;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.Permission;

/**
 * The table that gives each role its permissions (protocol section 10), by the names that tokens
 * use. The permissions of a role of the instance hold in every organisation, those of a role of an
 * organisation only in the caller's own.
 */
final class Roles {

    private record Role(String name, boolean everywhere, Set<Permission> permissions) {}

    private static final Pattern LINE =
            Pattern.compile("(\\S+)@(instance|organisation)\\s*:\\s*(.+)");

    private final Map<String, List<Role>> byName;

    /**
     * Reads {@code userphone.roles} and {@code userphone.roles.alias}.
     *
     * @throws StartRefused if there is no table, if it names an unknown permission, or if an alias
     *     names an unknown role
     */
    Roles(Config config) {
        Map<String, List<Role>> table =
                items(config, "userphone.roles")
                        .map(Roles::role)
                        .collect(Collectors.groupingBy(Role::name));
        if (table.isEmpty()) {
            throw new StartRefused("userphone.roles is not set, so nobody could do anything.");
        }
        byName = new HashMap<>(table);
        items(config, "userphone.roles.alias").forEach(item -> addAlias(item, table));
    }

    /** The permissions that these roles give in every organisation. */
    Set<Permission> everywhere(Set<String> names) {
        return permissions(names, true);
    }

    /** The permissions that these roles give in the caller's own organisation. */
    Set<Permission> inOrganisation(Set<String> names) {
        return permissions(names, false);
    }

    private Set<Permission> permissions(Set<String> names, boolean everywhere) {
        return names.stream()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                .filter(role -> role.everywhere() == everywhere)
                .flatMap(role -> role.permissions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> items(Config config, String key) {
        Optional<String> value = config.getOptionalValue(key, String.class);
        return Arrays.stream(value.orElse("").split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty());
    }

    private static Role role(String text) {
        var parts = LINE.matcher(text);
        if (!parts.matches()) {
            throw new StartRefused(
                    "userphone.roles must be like ROLE@instance: permission permission; … but has "
                            + text);
        }
        try {
            Set<Permission> permissions =
                    Arrays.stream(parts.group(3).split("\\s+"))
                            .map(Permission::of)
                            .collect(Collectors.toUnmodifiableSet());
            return new Role(parts.group(1), parts.group(2).equals("instance"), permissions);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("userphone.roles has an " + e.getMessage(), e);
        }
    }

    private void addAlias(String item, Map<String, List<Role>> table) {
        // The last equals sign separates: a name of the identity provider may hold others (LDAP).
        int separator = item.lastIndexOf('=');
        List<Role> roles = table.get(item.substring(separator + 1).strip());
        if (separator < 1 || roles == null) {
            throw new StartRefused(
                    "userphone.roles.alias must be like name=ROLE; … with a ROLE of userphone.roles"
                            + " but has "
                            + item);
        }
        byName.merge(
                item.substring(0, separator).strip(),
                roles,
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
}
