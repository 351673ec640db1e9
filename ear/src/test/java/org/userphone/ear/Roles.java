package org.userphone.ear;

import org.userphone.api.Callers;

/** The permissions that {@link Callers} have, as roles of tokens. */
final class Roles {

    /** The setting {@code userphone.roles}. */
    static final String OF_CALLERS =
            "ALL@instance: user.read user.write user.delete events.read"
                    + " iam.read iam.write policy.read policy.write;"
                    + "OWN@organisation: user.read user.write user.delete events.read"
                    + " policy.read policy.write;"
                    + "READ@organisation: user.read";

    private Roles() {}

    /** The role of a caller; empty if it has none. */
    static String of(String caller) {
        return switch (caller) {
            case "admin" -> "ALL";
            case "acme", "other" -> "OWN";
            case "reader" -> "READ";
            default -> "";
        };
    }
}
