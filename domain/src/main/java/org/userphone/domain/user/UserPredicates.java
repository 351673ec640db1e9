package org.userphone.domain.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/** The conditions of searches as predicates, for users that are in memory. */
public final class UserPredicates implements UserQuery.Cases<Predicate<User>> {

    /** Whether all conditions of a search hold for a user. */
    public Predicate<User> of(UserListing listing) {
        return and(new And(listing.queries()));
    }

    @Override
    public Predicate<User> text(Text text) {
        boolean ignoresCase = text.match().ignoresCase() && text.field() != TextField.EXTERNAL_ID;
        return user ->
                text(text.field(), user)
                        .filter(own -> matches(text.match(), ignoresCase, own, text.value()))
                        .isPresent();
    }

    @Override
    public Predicate<User> inIds(InIds in) {
        return user -> in.ids().contains(user.id());
    }

    @Override
    public Predicate<User> inEmails(InEmails in) {
        return user ->
                user.asHuman()
                        .filter(human -> in.addresses().contains(human.email().address().text()))
                        .isPresent();
    }

    @Override
    public Predicate<User> inState(InState in) {
        return user -> user.state() == in.state();
    }

    @Override
    public Predicate<User> ofKind(OfKind of) {
        return user -> kind(user) == of.kind();
    }

    @Override
    public Predicate<User> ownedBy(OwnedBy owned) {
        return user -> user.resourceOwner().equals(owned.organisation());
    }

    @Override
    public Predicate<User> and(And and) {
        return user -> all(and.queries()).allMatch(holds -> holds.test(user));
    }

    @Override
    public Predicate<User> or(Or or) {
        return user -> all(or.queries()).anyMatch(holds -> holds.test(user));
    }

    @Override
    public Predicate<User> not(Not not) {
        return not.query().in(this).negate();
    }

    private Stream<Predicate<User>> all(List<UserQuery> queries) {
        return queries.stream().map(query -> query.in(this));
    }

    static Optional<String> text(TextField field, User user) {
        return switch (field) {
            case USERNAME -> Optional.of(user.username());
            case GIVEN_NAME -> user.asHuman().map(human -> human.profile().givenName());
            case FAMILY_NAME -> user.asHuman().map(human -> human.profile().familyName());
            case NICK_NAME -> user.asHuman().flatMap(human -> human.profile().nickName());
            case DISPLAY_NAME -> user.asHuman().map(human -> human.profile().displayName());
            case EMAIL -> user.asHuman().map(human -> human.email().address().text());
            case PHONE ->
                    user.asHuman().flatMap(human -> human.phone().number()).map(PhoneNumber::e164);
            case EXTERNAL_ID -> user.externalId();
        };
    }

    static Kind kind(User user) {
        return user.isHuman() ? Kind.HUMAN : Kind.MACHINE;
    }

    private static boolean matches(
            TextMatch match, boolean ignoresCase, String text, String value) {
        int last = text.length() - value.length();
        return switch (match.part()) {
            case WHOLE -> last == 0 && isAt(ignoresCase, 0, text, value);
            case START -> isAt(ignoresCase, 0, text, value);
            case ANY ->
                    IntStream.rangeClosed(0, last)
                            .anyMatch(at -> isAt(ignoresCase, at, text, value));
            case END -> isAt(ignoresCase, last, text, value);
        };
    }

    private static boolean isAt(boolean ignoresCase, int at, String text, String value) {
        return text.regionMatches(ignoresCase, at, value, 0, value.length());
    }
}
