package org.userphone.domain.user;

import org.userphone.domain.access.UserId;

/** Who caused an event: a user, by id, or an internal service, by name. */
public record Editor(String id) {

    /** The service that sends SMS; the name is ZITADEL's (protocol section 7.4). */
    public static final Editor NOTIFICATION = new Editor("NOTIFICATION");

    /** The service that makes users of what the tokens of an identity provider say of them. */
    public static final Editor PROVISIONING = new Editor("PROVISIONING");

    public static Editor of(UserId user) {
        return new Editor(user.value());
    }
}
