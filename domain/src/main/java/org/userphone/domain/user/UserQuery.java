package org.userphone.domain.user;

import java.util.List;
import java.util.Set;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * What users are looked for by (protocol section 1.4). A query holds for a user or it does not: a
 * user without a nickname or a number has no text that could match, so every text query on it is
 * false, and its negation true.
 */
public sealed interface UserQuery {

    /** And, or and not around a condition, beyond which a query is refused. */
    int MAX_DEPTH = 20;

    /** Holds for nobody. */
    UserQuery NOBODY = new Or(List.of());

    /** The texts of a user that can be compared. Login names are the username here. */
    enum TextField {
        USERNAME,
        GIVEN_NAME,
        FAMILY_NAME,
        NICK_NAME,
        DISPLAY_NAME,
        EMAIL,
        /** The number in E.164 form; what is looked for is not normalised. */
        PHONE
    }

    /** What a user can be. */
    enum Kind {
        HUMAN,
        MACHINE
    }

    /** A text of the user is, or begins with, or … the value. */
    record Text(TextField field, TextMatch match, String value) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.text(this);
        }

        /** The value may be a number or an address. */
        @Override
        public String toString() {
            return "Text[" + field + " " + match + "]";
        }
    }

    /** The user is one of these. */
    record InIds(Set<UserId> ids) implements UserQuery {
        public InIds {
            ids = Set.copyOf(ids);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.inIds(this);
        }
    }

    /** The user's e-mail address is one of these, letter by letter. */
    record InEmails(Set<String> addresses) implements UserQuery {
        public InEmails {
            addresses = Set.copyOf(addresses);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.inEmails(this);
        }

        /** The addresses are personal data. */
        @Override
        public String toString() {
            return "InEmails[" + addresses.size() + "]";
        }
    }

    /** The user is in this state. */
    record InState(UserState state) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.inState(this);
        }
    }

    /** The user is a human, or a machine. */
    record OfKind(Kind kind) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.ofKind(this);
        }
    }

    /** The user belongs to this organisation. */
    record OwnedBy(OrganisationId organisation) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.ownedBy(this);
        }
    }

    /** All of these hold; of none, that is so. */
    record And(List<UserQuery> queries) implements UserQuery {
        public And {
            queries = List.copyOf(queries);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.and(this);
        }

        @Override
        public int depth() {
            return 1 + deepest(queries);
        }
    }

    /** One of these holds at least; of none, that is not so. */
    record Or(List<UserQuery> queries) implements UserQuery {
        public Or {
            queries = List.copyOf(queries);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.or(this);
        }

        @Override
        public int depth() {
            return 1 + deepest(queries);
        }
    }

    /** This does not hold. */
    record Not(UserQuery query) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.not(this);
        }

        @Override
        public int depth() {
            return 1 + query.depth();
        }
    }

    /** What becomes of each kind of query; the compiler asks for all of them. */
    interface Cases<T> {

        T text(Text text);

        T inIds(InIds in);

        T inEmails(InEmails in);

        T inState(InState in);

        T ofKind(OfKind of);

        T ownedBy(OwnedBy owned);

        T and(And and);

        T or(Or or);

        T not(Not not);
    }

    /** What this query is in those cases. */
    <T> T in(Cases<T> cases);

    /** And, or and not around its innermost condition. */
    default int depth() {
        return 0;
    }

    private static int deepest(List<UserQuery> queries) {
        return queries.stream().mapToInt(UserQuery::depth).max().orElse(0);
    }
}
