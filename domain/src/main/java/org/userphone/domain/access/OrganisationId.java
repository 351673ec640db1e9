package org.userphone.domain.access;

/**
 * The id of an organisation, which owns users and is the scope of a permission: 1 to 200
 * characters.
 */
public record OrganisationId(String value) {

    public OrganisationId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > 200) {
            throw new IllegalArgumentException("an organisation id has 1 to 200 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
