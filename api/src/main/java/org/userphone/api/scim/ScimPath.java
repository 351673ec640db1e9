package org.userphone.api.scim;

import java.util.Optional;

/**
 * Where an operation of a patch works (RFC 7644 3.5.2): {@code phoneNumbers[type eq
 * "mobile"].value}.
 *
 * @param attribute as it was sent
 * @param filter which values of a multi-valued attribute
 * @param part the sub-attribute
 */
record ScimPath(String attribute, Optional<ScimFilter> filter, Optional<String> part) {

    static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

    /** The same path without the name of the core schema, which may stand in front. */
    static String inCore(String path) {
        var prefix = CORE + ":";
        return path.regionMatches(true, 0, prefix, 0, prefix.length())
                ? path.substring(prefix.length())
                : path;
    }

    /**
     * @return empty for an attribute of an extension, which is not kept here
     * @throws ScimRefused with {@code invalidPath}, or as {@link ScimFilterParser#parse} does
     */
    static Optional<ScimPath> parse(String text) {
        var path = inCore(text.strip());
        if (path.regionMatches(true, 0, "urn:", 0, 4)) {
            return Optional.empty();
        }
        int open = path.indexOf('[');
        if (open < 0) {
            int dot = path.indexOf('.');
            return Optional.of(
                    dot < 0
                            ? new ScimPath(name(path), Optional.empty(), Optional.empty())
                            : new ScimPath(
                                    name(path.substring(0, dot)),
                                    Optional.empty(),
                                    Optional.of(name(path.substring(dot + 1)))));
        }
        int close = path.lastIndexOf(']');
        var rest = path.substring(close + 1);
        if (close < open || !rest.isEmpty() && !rest.startsWith(".")) {
            throw wrong();
        }
        return Optional.of(
                new ScimPath(
                        name(path.substring(0, open)),
                        Optional.of(ScimFilterParser.parse(path.substring(open + 1, close))),
                        rest.isEmpty() ? Optional.empty() : Optional.of(name(rest.substring(1)))));
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z$][A-Za-z0-9_-]*")) {
            throw wrong();
        }
        return text;
    }

    private static ScimRefused wrong() {
        return new ScimRefused("invalidPath", "The path of an operation cannot be read");
    }
}
