package org.userphone.domain.user;

/**
 * The stored users as they can be searched. Every method joins the transaction of the caller, or is
 * one.
 */
public interface UserDirectory {

    UserPage list(UserListing listing);
}
