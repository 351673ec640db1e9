package org.userphone.domain.account;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserBulk;
import org.userphone.domain.user.UserBulk.Page;

/**
 * Reads all human users, page by page in the order of their ids, so that no transaction lasts as
 * long as the whole takes. Users who are added meanwhile are read or not, as their id comes.
 */
@UseCase
public class ExportUsers {

    /** The most users of one page. */
    public static final int MAX_USERS = 1000;

    private final UserBulk users;

    @Inject
    public ExportUsers(UserBulk users) {
        this.users = users;
    }

    /**
     * Reads a page of the users of all organisations, or of the caller's own if {@code user.read}
     * holds only there.
     *
     * @param page of 1 to {@value #MAX_USERS} users
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<User> read(Caller caller, Page page) {
        var owner = caller.confinedTo(Permission.USER_READ).or(page::owner);
        return users.humans(new Page(owner, page.after(), page.limit()));
    }
}
