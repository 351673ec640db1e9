package org.userphone.domain.user;

import java.util.List;
import java.util.Set;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

/**
 * A condition that a search for users sets (protocol section 1.4). A condition holds for a user or
 * does not: for a user without a nickname or number, every text condition on it is false, and its
 * negation is true.
 */
public sealed interface UserQuery {

    /** How deep and, or and not conditions may be nested. */
    int MAX_DEPTH = 20;

    /** How many conditions a search may have, those that contain others included. */
    int MAX_CONDITIONS = 50;

    /** How many ids and addresses a search may name in lists. */
    int MAX_VALUES = 100;

    /** The condition that holds for no user. */
    UserQuery NOBODY = new Or(List.of());

    /**
     * The texts of a user that can be compared. The login names in the contract are the username
     * here.
     */
    enum TextField {
        USERNAME,
        GIVEN_NAME,
        FAMILY_NAME,
        NICK_NAME,
        DISPLAY_NAME,
        EMAIL,
        /** The number in E.164 form. The text that is searched for is not normalised. */
        PHONE,
        /** Always compared with its case. */
        EXTERNAL_ID
    }

    /** The kinds of users. */
    enum Kind {
        HUMAN,
        MACHINE
    }

    /** A text of the user matches a value. */
    record Text(TextField field, TextMatch match, String value) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.text(this);
        }

        /** Masked: the value may be a number or an address. */
        @Override
        public String toString() {
            return "Text[" + field + " " + match + "]";
        }
    }

    /** The user has one of these ids. */
    record InIds(Set<UserId> ids) implements UserQuery {
        public InIds {
            ids = Set.copyOf(ids);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.inIds(this);
        }

        @Override
        public int values() {
            return ids.size();
        }
    }

    /** The e-mail address of the user is one of these, in the same case. */
    record InEmails(Set<String> addresses) implements UserQuery {
        public InEmails {
            addresses = Set.copyOf(addresses);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.inEmails(this);
        }

        @Override
        public int values() {
            return addresses.size();
        }

        /** Masked: addresses are personal data. */
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

    /** All of these conditions hold; true if there is none. */
    record And(List<UserQuery> queries) implements UserQuery {
        public And {
            queries = List.copyOf(queries);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.and(this);
        }

        @Override
        public List<UserQuery> inside() {
            return queries;
        }
    }

    /** At least one of these conditions holds; false if there is none. */
    record Or(List<UserQuery> queries) implements UserQuery {
        public Or {
            queries = List.copyOf(queries);
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.or(this);
        }

        @Override
        public List<UserQuery> inside() {
            return queries;
        }
    }

    /** This condition does not hold. */
    record Not(UserQuery query) implements UserQuery {
        @Override
        public <T> T in(Cases<T> cases) {
            return cases.not(this);
        }

        @Override
        public List<UserQuery> inside() {
            return List.of(query);
        }
    }

    /**
     * A visitor with a method for each kind of condition, so that the compiler tells if one is
     * missing.
     */
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

    /** The result of the visitor for this condition. */
    <T> T in(Cases<T> cases);

    /** The conditions that this one combines or negates. */
    default List<UserQuery> inside() {
        return List.of();
    }

    /** How deep and, or and not conditions are nested in this one. */
    default int depth() {
        boolean isCombined = this instanceof And || this instanceof Or || this instanceof Not;
        int deepest = inside().stream().mapToInt(UserQuery::depth).max().orElse(0);
        return isCombined ? 1 + deepest : 0;
    }

    /** How many conditions this is, with those inside. */
    default int conditions() {
        return 1 + inside().stream().mapToInt(UserQuery::conditions).sum();
    }

    /** How many ids and addresses the lists in this condition name. */
    default int values() {
        return inside().stream().mapToInt(UserQuery::values).sum();
    }
}
