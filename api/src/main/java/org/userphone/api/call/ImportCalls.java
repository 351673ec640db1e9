package org.userphone.api.call;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import org.userphone.api.contract.ExportUserRequest;
import org.userphone.api.contract.ExportUserResponse;
import org.userphone.api.contract.ExportUsersRequest;
import org.userphone.api.contract.ExportUsersResponse;
import org.userphone.api.contract.ImportOutcome;
import org.userphone.api.contract.ImportResult;
import org.userphone.api.contract.ImportUsersRequest;
import org.userphone.api.contract.ImportUsersResponse;
import org.userphone.api.status.Statuses;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.ExportUser;
import org.userphone.domain.account.ExportUsers;
import org.userphone.domain.account.ImportUsers;
import org.userphone.domain.account.Imported;
import org.userphone.domain.account.ImportedHuman;
import org.userphone.domain.user.LoggedEvent;
import org.userphone.domain.user.UserBulk.Page;

/** The calls of {@code userphone.v1.ImportService}. */
@ApplicationSingleton
public class ImportCalls {

    private static final int DEFAULT_LIMIT = 100;

    private final ImportUsers importUsers;
    private final ExportUsers exportUsers;
    private final ExportUser exportUser;
    private final Clock clock;

    @Inject
    public ImportCalls(
            ImportUsers importUsers, ExportUsers exportUsers, ExportUser exportUser, Clock clock) {
        this.importUsers = importUsers;
        this.exportUsers = exportUsers;
        this.exportUser = exportUser;
        this.clock = clock;
    }

    /**
     * Checks the caller's permission before the rules of the request, and these for each user by
     * itself.
     */
    public ImportUsersResponse importUsers(CallContext context, ImportUsersRequest request) {
        context.caller().confinedTo(Permission.USER_WRITE);
        Rules.check(
                request.getUsersCount() > ImportUsers.MAX_USERS
                        ? request
                        : request.toBuilder().clearUsers().build());
        var results = new ArrayList<ImportResult>();
        var humans = new ArrayList<ImportedHuman>();
        for (var user : request.getUsersList()) {
            try {
                humans.add(PortableUsers.human(user, context));
                results.add(null);
            } catch (Rejection e) { // told in the place of this user
                results.add(refused(e));
            }
        }
        var imported = importUsers.run(context.caller(), humans, request.getDryRun()).iterator();
        results.replaceAll(refused -> refused == null ? result(imported.next()) : refused);
        return ImportUsersResponse.newBuilder().addAllResults(results).build();
    }

    private static ImportResult result(Imported imported) {
        var result =
                ImportResult.newBuilder()
                        .setOutcome(
                                switch (imported.outcome()) {
                                    case CREATED -> ImportOutcome.IMPORT_OUTCOME_CREATED;
                                    case UPDATED -> ImportOutcome.IMPORT_OUTCOME_UPDATED;
                                    case UNCHANGED -> ImportOutcome.IMPORT_OUTCOME_UNCHANGED;
                                    case REFUSED -> ImportOutcome.IMPORT_OUTCOME_REFUSED;
                                });
        imported.id().map(UserId::value).ifPresent(result::setUserId);
        imported.refusal().map(Statuses::of).ifPresent(result::setError);
        return result.build();
    }

    /** The result for a user who is refused. */
    public static ImportResult refused(Rejection refusal) {
        return ImportResult.newBuilder()
                .setOutcome(ImportOutcome.IMPORT_OUTCOME_REFUSED)
                .setError(Statuses.of(refusal))
                .build();
    }

    public ExportUsersResponse exportUsers(CallContext context, ExportUsersRequest request) {
        context.caller().confinedTo(Permission.USER_READ);
        Rules.check(request);
        int limit = limit(request.getLimit());
        context.memory().take(limit);
        var after = Optional.of(request.getAfterUserId()).filter(id -> !id.isEmpty());
        var response = ExportUsersResponse.newBuilder();
        exportUsers
                .read(context.caller(), new Page(Optional.empty(), after.map(UserId::new), limit))
                .stream()
                .map(PortableUsers::user)
                .forEach(response::addUsers);
        return response.build();
    }

    /** A negative limit is an unsigned number of 2^31 or more. */
    private static int limit(int asked) {
        if (asked == 0) {
            return DEFAULT_LIMIT;
        }
        return asked > 0 ? Math.min(asked, ExportUsers.MAX_USERS) : ExportUsers.MAX_USERS;
    }

    public ExportUserResponse exportUser(CallContext context, ExportUserRequest request) {
        Rules.check(request);
        context.memory().take(ExportUser.MAX_EVENTS);
        var data =
                exportUser.read(
                        context.caller(),
                        new UserId(request.getUserId()),
                        Integer.toUnsignedLong(request.getAfterSequence()));
        var user = data.user();
        var now = clock.instant();
        var response = ExportUserResponse.newBuilder().setUser(Messages.user(user));
        user.externalId().ifPresent(response::setExternalId);
        data.events().stream()
                .map(event -> Events.event(new LoggedEvent(event, user.resourceOwner())))
                .forEach(response::addEvents);
        data.messages().stream()
                .map(story -> PhoneMessages.message(story, now))
                .forEach(response::addMessages);
        return response.build();
    }
}
