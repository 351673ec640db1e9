package org.userphone.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.UserListing.SortKey;
import org.userphone.domain.user.UserQuery;
import org.userphone.domain.user.UserQuery.And;
import org.userphone.domain.user.UserQuery.InEmails;
import org.userphone.domain.user.UserQuery.InIds;
import org.userphone.domain.user.UserQuery.InState;
import org.userphone.domain.user.UserQuery.Not;
import org.userphone.domain.user.UserQuery.OfKind;
import org.userphone.domain.user.UserQuery.Or;
import org.userphone.domain.user.UserQuery.OwnedBy;
import org.userphone.domain.user.UserQuery.Text;
import org.userphone.domain.user.UserQuery.TextField;

/**
 * Translates conditions on users into SQL conditions on {@code user_account}. Values are bound and
 * never written into the text. Conditions that an index can serve use the column with the folded
 * case; if the case matters, the original column is compared as well.
 */
final class UserSql implements UserQuery.Cases<String> {

    private final List<Object> parameters = new ArrayList<>();

    /** The values of the translated condition, in the order of its question marks. */
    List<Object> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    @Override
    public String text(Text text) {
        var match = text.match();
        if (text.field() == TextField.EXTERNAL_ID) {
            return compared("external_id", match.part(), text.value());
        }
        var column = column(text.field());
        var key = key(text.field());
        var folded = TextMatch.fold(text.value());
        if (match.part() == TextMatch.Part.ANY) {
            return match.ignoresCase()
                    ? like(key, "%", folded, "%")
                    : like(column, "%", text.value(), "%");
        }
        if (text.field() == TextField.PHONE) {
            return phone(match.part(), text.value());
        }
        var indexed = indexed(key, match.part(), folded);
        return match.ignoresCase()
                ? indexed
                : "(" + indexed + " and " + compared(column, match.part(), text.value()) + ")";
    }

    /** A condition on the number, which has no case. */
    private String phone(TextMatch.Part part, String value) {
        return part == TextMatch.Part.END
                ? startsWith("phone_reversed", UserRow.reversed(value))
                : indexed("phone", part, value);
    }

    private String indexed(String column, TextMatch.Part part, String value) {
        return part == TextMatch.Part.START
                ? startsWith(column, value)
                : compared(column, part, value);
    }

    /**
     * The condition that a column begins with a text. In addition to the pattern, the column is
     * compared with the text and the next text that does not begin with it: an index serves this
     * even where PostgreSQL plans without the values and so cannot know that the pattern has no
     * leading wildcard. On H2, whose order differs, a few more texts lie between the two; the
     * pattern decides.
     */
    private String startsWith(String column, String value) {
        var next = next(value);
        if (next.isEmpty()) {
            return like(column, "", value, "%");
        }
        parameters.add(value);
        parameters.add(next);
        var between = "(" + column + " >= ? and " + column + " < ? and ";
        return between + like(column, "", value, "%") + ")";
    }

    /**
     * The first text after all texts that begin with this one, in the order of code points. Empty
     * if there is none, or none on which both databases agree: they order by UTF-8 and UTF-16.
     */
    private static String next(String text) {
        if (text.isEmpty()) {
            return "";
        }
        int last = text.codePointBefore(text.length());
        var rest = text.substring(0, text.length() - Character.charCount(last));
        return switch (last) {
            case Character.MAX_VALUE, Character.MAX_CODE_POINT -> "";
            case Character.MIN_SURROGATE - 1 ->
                    rest + Character.toString(Character.MAX_SURROGATE + 1);
            default -> rest + Character.toString(last + 1);
        };
    }

    private String compared(String column, TextMatch.Part part, String value) {
        return switch (part) {
            case WHOLE -> equal(column, value);
            case START -> like(column, "", value, "%");
            case END -> like(column, "%", value, "");
            case ANY -> like(column, "%", value, "%");
        };
    }

    @Override
    public String inIds(InIds in) {
        return among("id", in.ids().stream().map(UserId::value).toList());
    }

    @Override
    public String inEmails(InEmails in) {
        var keys = in.addresses().stream().map(TextMatch::fold).toList();
        return "(" + among("email_key", keys) + " and " + among("email", in.addresses()) + ")";
    }

    @Override
    public String inState(InState in) {
        return equal("state", in.state().name());
    }

    @Override
    public String ofKind(OfKind of) {
        return equal("type", of.kind().name());
    }

    @Override
    public String ownedBy(OwnedBy owned) {
        return equal("resource_owner", owned.organisation().value());
    }

    @Override
    public String and(And and) {
        return joined(and.queries(), " and ", "true");
    }

    @Override
    public String or(Or or) {
        return joined(or.queries(), " or ", "false");
    }

    /**
     * Negates a condition. A user without the text does not match the condition, so the negation
     * holds; SQL alone would yield null.
     */
    @Override
    public String not(Not not) {
        return "not coalesce(" + not.query().in(this) + ", false)";
    }

    private String joined(List<UserQuery> queries, String word, String ofNone) {
        return queries.isEmpty()
                ? ofNone
                : queries.stream()
                        .map(query -> query.in(this))
                        .collect(Collectors.joining(word, "(", ")"));
    }

    private String equal(String column, String value) {
        parameters.add(value);
        return column + " = ?";
    }

    private String like(String column, String before, String value, String after) {
        parameters.add(before + value.replaceAll("[\\\\%_]", "\\\\$0") + after);
        return column + " like ?";
    }

    private String among(String column, Collection<String> values) {
        parameters.addAll(values);
        return values.isEmpty()
                ? "false"
                : column
                        + " in ("
                        + String.join(", ", Collections.nCopies(values.size(), "?"))
                        + ")";
    }

    private static String column(TextField field) {
        return switch (field) {
            case USERNAME -> "username";
            case GIVEN_NAME -> "given_name";
            case FAMILY_NAME -> "family_name";
            case NICK_NAME -> "nick_name";
            case DISPLAY_NAME -> "display_name";
            case EMAIL -> "email";
            case PHONE -> "phone";
            case EXTERNAL_ID -> "external_id";
        };
    }

    private static String key(TextField field) {
        return field == TextField.PHONE ? "phone" : column(field) + "_key";
    }

    /** The sort order. Users without a value come last, or first in descending order. */
    static String order(SortKey key, boolean ascending) {
        var column =
                switch (key) {
                    case ID -> "id";
                    case USERNAME -> key(TextField.USERNAME);
                    case GIVEN_NAME -> key(TextField.GIVEN_NAME);
                    case FAMILY_NAME -> key(TextField.FAMILY_NAME);
                    case NICK_NAME -> key(TextField.NICK_NAME);
                    case DISPLAY_NAME -> key(TextField.DISPLAY_NAME);
                    case EMAIL -> key(TextField.EMAIL);
                    case STATE -> "state";
                    case KIND -> "type";
                    case CREATED_AT -> "created_at";
                };
        var direction = ascending ? " asc nulls last" : " desc nulls first";
        return key == SortKey.ID ? "id" + direction : column + direction + ", id" + direction;
    }
}
