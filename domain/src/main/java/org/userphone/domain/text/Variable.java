package org.userphone.domain.text;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The variables of a text, by ZITADEL's names (protocol section 6). */
public enum Variable {
    CODE("Code"),
    DOMAIN("Domain"),
    EXPIRY("Expiry"),
    USER_ID("UserID"),
    ORGANISATION_ID("OrgID"),
    USER_NAME("UserName"),
    FIRST_NAME("FirstName"),
    LAST_NAME("LastName"),
    NICK_NAME("NickName"),
    DISPLAY_NAME("DisplayName"),
    LAST_EMAIL("LastEmail"),
    VERIFIED_EMAIL("VerifiedEmail"),
    LAST_PHONE("LastPhone"),
    VERIFIED_PHONE("VerifiedPhone"),
    PREFERRED_LOGIN_NAME("PreferredLoginName"),
    LOGIN_NAME("LoginName"),
    LOGIN_NAMES("LoginNames"),
    CHANGE_DATE("ChangeDate"),
    CREATION_DATE("CreationDate");

    private static final Map<String, Variable> BY_NAME =
            Stream.of(values()).collect(toUnmodifiableMap(variable -> variable.name, v -> v));

    private final String name;

    Variable(String name) {
        this.name = name;
    }

    /** The variable with this name in a text; empty if there is none. */
    static Optional<Variable> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name of the variable in ZITADEL's webhook, such as {@code firstName}. */
    public String argument() {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
