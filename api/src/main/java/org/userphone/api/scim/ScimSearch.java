package org.userphone.api.scim;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.userphone.api.scim.ScimFilter.Compare;
import org.userphone.api.scim.ScimFilter.Has;
import org.userphone.api.scim.ScimFilter.Operator;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.InState;
import org.userphone.domain.user.UserQuery.Not;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.Text;
import org.userphone.domain.user.UserQuery.TextField;
import org.userphone.domain.user.UserState;

/** Converts filters of SCIM to queries for users. */
final class ScimSearch {

    private static final UserQuery EVERYBODY = new And(List.of());
    private static final int MAX_ID_LENGTH = 200;

    private ScimSearch() {}

    /**
     * @throws ScimRefused with {@code invalidFilter} if an attribute, or what is asked of it,
     *     cannot be searched for
     */
    static UserQuery query(ScimFilter filter) {
        return query(filter, "");
    }

    /**
     * @param inside the path of the attribute in whose brackets the filter stands, with a dot; else
     *     empty
     */
    private static UserQuery query(ScimFilter filter, String inside) {
        if (filter instanceof ScimFilter.And and) {
            return new And(List.of(query(and.one(), inside), query(and.other(), inside)));
        }
        if (filter instanceof ScimFilter.Or or) {
            return new Or(List.of(query(or.one(), inside), query(or.other(), inside)));
        }
        if (filter instanceof ScimFilter.Not not) {
            return new Not(query(not.filter(), inside));
        }
        if (filter instanceof Has has) {
            return query(has.filter(), has.path() + ".");
        }
        return query((Compare) filter, inside + ((Compare) filter).path());
    }

    private static UserQuery query(Compare compare, String path) {
        return switch (path) {
            case "username" -> text(TextField.USERNAME, compare);
            case "externalid" -> text(TextField.EXTERNAL_ID, compare);
            case "name.givenname" -> text(TextField.GIVEN_NAME, compare);
            case "name.familyname" -> text(TextField.FAMILY_NAME, compare);
            case "nickname" -> text(TextField.NICK_NAME, compare);
            case "displayname" -> text(TextField.DISPLAY_NAME, compare);
            case "emails", "emails.value" -> text(TextField.EMAIL, compare);
            case "phonenumbers", "phonenumbers.value" -> text(TextField.PHONE, compare);
            case "emails.type" -> type(compare, ScimUser.EMAIL_TYPE, TextField.EMAIL);
            case "phonenumbers.type" -> type(compare, ScimUser.PHONE_TYPE, TextField.PHONE);
            case "id" -> id(compare);
            case "active" -> active(compare);
            default -> throw ScimRefused.filter("This attribute cannot be searched for");
        };
    }

    private static UserQuery text(TextField field, Compare compare) {
        if (compare.operator() == Operator.PR) {
            return present(field);
        }
        var value = field == TextField.PHONE ? number(value(compare)) : value(compare);
        return switch (compare.operator()) {
            case EQ -> new Text(field, TextMatch.EQUALS_IGNORING_CASE, value);
            case NE -> new Not(new Text(field, TextMatch.EQUALS_IGNORING_CASE, value));
            case CO -> new Text(field, TextMatch.CONTAINS_IGNORING_CASE, value);
            case SW -> new Text(field, TextMatch.STARTS_WITH_IGNORING_CASE, value);
            case EW -> new Text(field, TextMatch.ENDS_WITH_IGNORING_CASE, value);
            case PR, GT, GE, LT, LE -> throw unsupported();
        };
    }

    private static UserQuery present(TextField field) {
        return new Text(field, TextMatch.CONTAINS, "");
    }

    private static String value(Compare compare) {
        if (compare.value() instanceof String text) {
            return text;
        }
        throw ScimRefused.filter("This attribute is compared with a text");
    }

    /** As numbers are kept: a plus sign and digits. */
    private static String number(String written) {
        return written.replaceFirst("(?i)^tel:", "").replaceAll("[\\s()./-]", "");
    }

    private static UserQuery type(Compare compare, String own, TextField field) {
        if (compare.operator() != Operator.EQ) {
            throw unsupported();
        }
        return own.equals(value(compare).toLowerCase(Locale.ROOT))
                ? present(field)
                : UserQuery.NOBODY;
    }

    private static UserQuery id(Compare compare) {
        if (compare.operator() == Operator.PR) {
            return EVERYBODY;
        }
        var value = value(compare);
        var query =
                value.isEmpty() || value.codePointCount(0, value.length()) > MAX_ID_LENGTH
                        ? UserQuery.NOBODY
                        : new InIds(Set.of(new UserId(value)));
        return equality(compare, query);
    }

    private static UserQuery active(Compare compare) {
        if (compare.operator() == Operator.PR) {
            return EVERYBODY;
        }
        var text = String.valueOf(compare.value()).toLowerCase(Locale.ROOT);
        if (!text.matches("true|false")) {
            throw ScimRefused.filter("This attribute is compared with true or false");
        }
        var inactive = new InState(UserState.INACTIVE);
        return equality(compare, text.equals("true") ? new Not(inactive) : inactive);
    }

    private static UserQuery equality(Compare compare, UserQuery query) {
        return switch (compare.operator()) {
            case EQ -> query;
            case NE -> new Not(query);
            case CO, SW, EW, PR, GT, GE, LT, LE -> throw unsupported();
        };
    }

    private static ScimRefused unsupported() {
        return ScimRefused.filter("This attribute cannot be compared like this");
    }
}
