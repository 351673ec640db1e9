package org.userphone.domain.access;

import java.util.Arrays;
import org.userphone.domain.Rejection.Explanation;

/** The permissions that a caller can have, by ZITADEL's names (protocol section 10). */
public enum Permission {
    USER_READ("user.read"),
    USER_WRITE("user.write"),
    USER_CREDENTIAL_WRITE("user.credential.write"),
    USER_DELETE("user.delete"),
    USER_SELF_DELETE("user.self.delete"),
    EVENTS_READ("events.read"),
    IAM_READ("iam.read"),
    IAM_WRITE("iam.write"),
    POLICY_READ("policy.read"),
    POLICY_WRITE("policy.write");

    private final String id;

    Permission(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Tells a caller that it lacks this permission. */
    public Explanation needed() {
        return new Explanation(
                "PERMISSION_NEEDED", "This takes the permission %s".formatted(id), id);
    }

    /**
     * @throws IllegalArgumentException if no permission has this name
     */
    public static Permission of(String id) {
        return Arrays.stream(values())
                .filter(permission -> permission.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown permission: " + id));
    }
}
