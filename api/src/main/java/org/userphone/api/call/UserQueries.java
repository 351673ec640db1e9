package org.userphone.api.call;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.PhoneQuery;
import org.userphone.api.contract.SearchQuery;
import org.userphone.api.contract.TextQueryMethod;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.UserListing;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.InEmails;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.InState;
import org.userphone.domain.user.UserQuery.Kind;
import org.userphone.domain.user.UserQuery.Not;
import org.userphone.domain.user.UserQuery.OfKind;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.OwnedBy;
import org.userphone.domain.user.UserQuery.Text;
import org.userphone.domain.user.UserQuery.TextField;
import org.userphone.domain.user.UserState;

/** Converts the messages that ask for a list of users to queries (protocol section 1.4). */
final class UserQueries {

    /** How many users are listed if the request sets no limit. */
    private static final int DEFAULT_LIMIT = 100;

    private UserQueries() {}

    /**
     * @param phones reads numbers as people write them
     */
    static UserListing listing(ListUsersRequest request, Function<String, PhoneNumber> phones) {
        var query = request.getQuery();
        return new UserListing(
                all(request.getQueriesList(), phones),
                sortKey(request),
                query.getAsc(),
                query.getOffset() < 0 ? Long.MAX_VALUE : query.getOffset(),
                limit(query.getLimit()));
    }

    /** The limit is unsigned in the contract, so Java shows one of 2^31 or more as negative. */
    private static int limit(int asked) {
        return asked == 0
                ? DEFAULT_LIMIT
                : (int) Math.min(Integer.toUnsignedLong(asked), UserListing.MAX_LIMIT);
    }

    private static SortKey sortKey(ListUsersRequest request) {
        return switch (request.getSortingColumn()) {
            case USER_FIELD_NAME_UNSPECIFIED, UNRECOGNIZED -> SortKey.ID;
            case USER_FIELD_NAME_USER_NAME -> SortKey.USERNAME;
            case USER_FIELD_NAME_FIRST_NAME -> SortKey.GIVEN_NAME;
            case USER_FIELD_NAME_LAST_NAME -> SortKey.FAMILY_NAME;
            case USER_FIELD_NAME_NICK_NAME -> SortKey.NICK_NAME;
            case USER_FIELD_NAME_DISPLAY_NAME -> SortKey.DISPLAY_NAME;
            case USER_FIELD_NAME_EMAIL -> SortKey.EMAIL;
            case USER_FIELD_NAME_STATE -> SortKey.STATE;
            case USER_FIELD_NAME_TYPE -> SortKey.KIND;
            case USER_FIELD_NAME_CREATION_DATE -> SortKey.CREATED_AT;
        };
    }

    private static List<UserQuery> all(
            List<SearchQuery> queries, Function<String, PhoneNumber> phones) {
        return queries.stream().map(query -> query(query, phones)).toList();
    }

    private static UserQuery query(SearchQuery query, Function<String, PhoneNumber> phones) {
        return switch (query.getQueryCase()) {
            case USER_NAME_QUERY -> {
                var text = query.getUserNameQuery();
                yield text(TextField.USERNAME, text.getMethod(), text.getUserName());
            }
            case FIRST_NAME_QUERY -> {
                var text = query.getFirstNameQuery();
                yield text(TextField.GIVEN_NAME, text.getMethod(), text.getFirstName());
            }
            case LAST_NAME_QUERY -> {
                var text = query.getLastNameQuery();
                yield text(TextField.FAMILY_NAME, text.getMethod(), text.getLastName());
            }
            case NICK_NAME_QUERY -> {
                var text = query.getNickNameQuery();
                yield text(TextField.NICK_NAME, text.getMethod(), text.getNickName());
            }
            case DISPLAY_NAME_QUERY -> {
                var text = query.getDisplayNameQuery();
                yield text(TextField.DISPLAY_NAME, text.getMethod(), text.getDisplayName());
            }
            case EMAIL_QUERY -> {
                var text = query.getEmailQuery();
                yield text(TextField.EMAIL, text.getMethod(), text.getEmailAddress());
            }
            case LOGIN_NAME_QUERY -> {
                var text = query.getLoginNameQuery();
                yield text(TextField.USERNAME, text.getMethod(), text.getLoginName());
            }
            case PHONE_QUERY -> phone(query.getPhoneQuery(), phones);
            case STATE_QUERY ->
                    switch (query.getStateQuery().getState()) {
                        case USER_STATE_ACTIVE -> new InState(UserState.ACTIVE);
                        case USER_STATE_INACTIVE -> new InState(UserState.INACTIVE);
                        case USER_STATE_LOCKED -> new InState(UserState.LOCKED);
                        // No existing user is in any of these states.
                        case USER_STATE_UNSPECIFIED,
                                USER_STATE_DELETED,
                                USER_STATE_INITIAL,
                                UNRECOGNIZED ->
                                UserQuery.NOBODY;
                    };
            case TYPE_QUERY ->
                    switch (query.getTypeQuery().getType()) {
                        case TYPE_HUMAN -> new OfKind(Kind.HUMAN);
                        case TYPE_MACHINE -> new OfKind(Kind.MACHINE);
                        case TYPE_UNSPECIFIED, UNRECOGNIZED -> UserQuery.NOBODY;
                    };
            case IN_USER_IDS_QUERY ->
                    new InIds(
                            query.getInUserIdsQuery().getUserIdsList().stream()
                                    .map(UserId::new)
                                    .collect(Collectors.toSet()));
            case IN_USER_EMAILS_QUERY ->
                    new InEmails(
                            query.getInUserEmailsQuery().getUserEmailsList().stream()
                                    .collect(Collectors.toSet()));
            case ORGANIZATION_ID_QUERY ->
                    new OwnedBy(
                            new OrganisationId(query.getOrganizationIdQuery().getOrganizationId()));
            case AND_QUERY -> new And(all(query.getAndQuery().getQueriesList(), phones));
            case OR_QUERY -> new Or(all(query.getOrQuery().getQueriesList(), phones));
            case NOT_QUERY -> new Not(query(query.getNotQuery().getQuery(), phones));
            // The rules of the contract refuse these.
            case METADATA_KEY_FILTER, METADATA_VALUE_FILTER, QUERY_NOT_SET ->
                    throw new IllegalStateException("no rule has refused " + query.getQueryCase());
        };
    }

    private static UserQuery phone(PhoneQuery query, Function<String, PhoneNumber> phones) {
        if (query.getWritten().isEmpty()) {
            return text(TextField.PHONE, query.getMethod(), query.getNumber());
        }
        if (!query.getNumber().isEmpty() || query.getMethodValue() != 0) {
            throw Rules.refused(
                    query, "written", "ALONE", "value stands in the place of number and method");
        }
        return new Text(TextField.PHONE, TextMatch.EQUALS, phones.apply(query.getWritten()).e164());
    }

    private static UserQuery text(TextField field, TextQueryMethod method, String value) {
        return new Text(field, TextMatch.values()[method.getNumber()], value);
    }
}
