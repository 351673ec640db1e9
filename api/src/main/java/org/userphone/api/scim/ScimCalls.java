package org.userphone.api.scim;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.userphone.api.call.CallContext;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.DeleteUser;
import org.userphone.domain.account.ListUsers;
import org.userphone.domain.account.PushHumanUpdate;
import org.userphone.domain.account.PushNewHuman;
import org.userphone.domain.account.ReadUser;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserPage;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.Kind;
import org.userphone.domain.user.UserQuery.OfKind;
import org.userphone.domain.user.UserQuery.OwnedBy;
import org.userphone.domain.user.Verification;

/**
 * What identity providers ask for over SCIM, by the use cases that the calls of the contract have.
 * Users are those of the caller's organisation, or of the one that the request names.
 */
@ApplicationSingleton
public class ScimCalls {

    private final PushNewHuman pushNewHuman;
    private final ReadUser readUser;
    private final ListUsers listUsers;
    private final PushHumanUpdate pushHumanUpdate;
    private final DeleteUser deleteUser;
    private final Verification how;

    @Inject
    public ScimCalls(
            PushNewHuman pushNewHuman,
            ReadUser readUser,
            ListUsers listUsers,
            PushHumanUpdate pushHumanUpdate,
            DeleteUser deleteUser,
            Config config) {
        this.pushNewHuman = pushNewHuman;
        this.readUser = readUser;
        this.listUsers = listUsers;
        this.pushHumanUpdate = pushHumanUpdate;
        this.deleteUser = deleteUser;
        this.how =
                config.getValue("userphone.scim.verified", Boolean.class)
                        ? Verification.ALREADY_VERIFIED
                        : Verification.NONE;
    }

    /**
     * @throws Rejection as {@link PushNewHuman#add} does
     */
    public User createScimUser(CallContext context, Map<String, Object> attributes) {
        var organisation = organisation(context, Permission.USER_WRITE);
        var user = ScimUser.of(attributes);
        user.check();
        return pushNewHuman.add(context.caller(), user.added(organisation, how), user.link());
    }

    /**
     * @throws Rejection as {@link ReadUser#read} does
     */
    public User readScimUser(CallContext context, String id) {
        return Optional.of(id)
                .filter(text -> text.codePointCount(0, text.length()) <= 200)
                .map(text -> readUser.read(context.caller(), new UserId(text)))
                .filter(User::isHuman)
                .orElseThrow(() -> new Rejection(Reason.USER_NOT_FOUND));
    }

    /**
     * @param filter empty for all users
     * @param offset how many users to leave out
     * @param limit how many users to return at most; if it is 0, they are only counted
     * @throws Rejection as {@link ListUsers#list} does
     */
    public UserPage listScimUsers(
            CallContext context, List<ScimFilter> filter, long offset, int limit) {
        var organisation = organisation(context, Permission.USER_READ);
        context.memory().take(limit);
        var wanted = filter.stream().map(ScimSearch::query).toList();
        var listing =
                new UserListing(
                        List.<UserQuery>of(
                                new OfKind(Kind.HUMAN), new OwnedBy(organisation), new And(wanted)),
                        SortKey.ID,
                        true,
                        offset,
                        Math.max(1, limit));
        var page = listUsers.list(context.caller(), listing).page();
        return limit == 0 ? new UserPage(List.of(), page.total()) : page;
    }

    /**
     * Changes a user by changing what SCIM shows of it. What the change leaves as it is is not
     * written, so that changes of others at the same moment stay.
     *
     * @throws Rejection as {@link PushHumanUpdate#update} does
     */
    public User changeScimUser(
            CallContext context, String id, Consumer<Map<String, Object>> change) {
        var user = readScimUser(context, id);
        context.caller().require(Permission.USER_WRITE, user.resourceOwner());
        var attributes = ScimUser.attributes(user);
        var before = ScimUser.of(attributes);
        if (before.displayName().isEmpty()) { // it follows the other names
            attributes.remove("displayName");
        }
        change.accept(attributes);
        var after = ScimUser.of(attributes);
        after.check();
        return pushHumanUpdate.update(
                context.caller(), user.id(), after.since(before, how), before.link(), after.link());
    }

    /**
     * @throws Rejection as {@link DeleteUser#delete} does
     */
    public User deleteScimUser(CallContext context, String id) {
        var user = readScimUser(context, id);
        return deleteUser.delete(context.caller(), user.id());
    }

    private static OrganisationId organisation(CallContext context, Permission permission) {
        var organisation =
                context.organisation()
                        .orElseThrow(
                                () ->
                                        new Rejection(
                                                Reason.CALL_NOT_PERMITTED, permission.needed()));
        context.caller().require(permission, organisation);
        return organisation;
    }
}
