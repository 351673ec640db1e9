package org.userphone.domain.access;

/**
 * Who may choose the id of a new user. Whoever carries that id in a token is then this user, so who
 * chooses ids freely can give the account, and a number in it, to the people of other organisations
 * and issuers.
 */
public enum ChosenIds {
    /** Holders of {@code user.write} in every organisation. */
    INSTANCE,
    /** Holders of {@code user.write} in the organisation of the new user. */
    ORGANISATION;

    /** Whether a holder of {@code user.write} in one organisation may choose ids. */
    public boolean areOpenTo(Caller caller) {
        return this == ORGANISATION || caller.everywhere().contains(Permission.USER_WRITE);
    }
}
