package org.userphone.domain.access;

/** The id of an organisation: the owner of users, and the place where a permission holds. */
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
