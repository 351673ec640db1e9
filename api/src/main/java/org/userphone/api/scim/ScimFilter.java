package org.userphone.api.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A filter (RFC 7644 3.4.2.2), as {@link ScimFilterParser} reads it. */
sealed interface ScimFilter {

    /** The operators; those that compare an order are read, and nothing here has an order. */
    enum Operator {
        EQ,
        NE,
        CO,
        SW,
        EW,
        PR,
        GT,
        GE,
        LT,
        LE
    }

    record And(ScimFilter one, ScimFilter other) implements ScimFilter {}

    record Or(ScimFilter one, ScimFilter other) implements ScimFilter {}

    record Not(ScimFilter filter) implements ScimFilter {}

    /**
     * @param path the attribute in small letters, {@code name.familyname}
     * @param value a text, a boolean or a number; null for {@link Operator#PR} and for null
     */
    record Compare(String path, Operator operator, Object value) implements ScimFilter {

        /** Masked: the value may be a number or an address. */
        @Override
        public String toString() {
            return "Compare[" + path + " " + operator + "]";
        }
    }

    /** One value of a multi-valued attribute fulfils the filter: {@code emails[type eq "work"]}. */
    record Has(String path, ScimFilter filter) implements ScimFilter {}

    /** Whether an element of a multi-valued attribute fulfils this filter. */
    default boolean holds(Map<String, Object> element) {
        if (this instanceof And and) {
            return and.one().holds(element) && and.other().holds(element);
        }
        if (this instanceof Or or) {
            return or.one().holds(element) || or.other().holds(element);
        }
        if (this instanceof Not not) {
            return !not.filter().holds(element);
        }
        return this instanceof Compare compare && holds(compare, element.get(compare.path()));
    }

    private static boolean holds(Compare compare, Object own) {
        var mine = text(own);
        var value = text(compare.value());
        return switch (compare.operator()) {
            case PR -> !mine.isEmpty();
            case EQ -> mine.equals(value);
            case NE -> !mine.equals(value);
            case CO -> mine.contains(value);
            case SW -> mine.startsWith(value);
            case EW -> mine.endsWith(value);
            case GT, GE, LT, LE -> throw ScimRefused.filter("Nothing here has an order");
        };
    }

    /** Types and addresses have no case; booleans are sent as texts, too. */
    private static String text(Object value) {
        return value == null ? "" : value.toString().toLowerCase(Locale.ROOT);
    }

    /** What has to be equal for this filter to hold, if that is all that it asks for. */
    default List<Compare> equalities() {
        if (this instanceof And and) {
            var all = new ArrayList<>(and.one().equalities());
            all.addAll(and.other().equalities());
            return all;
        }
        if (this instanceof Compare compare && compare.operator() == Operator.EQ) {
            return List.of(compare);
        }
        throw new ScimRefused("noTarget", "No value fulfils the filter of the path");
    }
}
