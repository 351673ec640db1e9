package org.userphone.domain.user;

/** The users as they can be searched. It joins the caller's transaction, or is one. */
public interface UserDirectory {

    UserPage list(UserListing listing);
}
