package org.userphone.api.scim;

import org.userphone.domain.Rejection;

/** A request is refused for what only SCIM can say wrong (RFC 7644 3.12). */
final class ScimRefused extends Rejection {

    private static final long serialVersionUID = 1;

    private final String type;

    /**
     * @param type the {@code scimType} of the answer
     * @param detail a sentence without a value that the caller sent
     */
    ScimRefused(String type, String detail) {
        super(Reason.INVALID_REQUEST, detail);
        this.type = type;
    }

    static ScimRefused filter(String detail) {
        return new ScimRefused("invalidFilter", detail);
    }

    static ScimRefused value(String detail) {
        return new ScimRefused("invalidValue", detail);
    }

    static ScimRefused syntax(String detail) {
        return new ScimRefused("invalidSyntax", detail);
    }

    String type() {
        return type;
    }
}
