package org.userphone.api.scim;

import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Locale;
import org.userphone.api.scim.ScimFilter.And;
import org.userphone.api.scim.ScimFilter.Compare;
import org.userphone.api.scim.ScimFilter.Has;
import org.userphone.api.scim.ScimFilter.Not;
import org.userphone.api.scim.ScimFilter.Operator;
import org.userphone.api.scim.ScimFilter.Or;

/**
 * Reads filters by the grammar of RFC 7644 3.4.2.2, and what Entra makes of it: {@code emails[type
 * eq "work"].value eq "…"}.
 */
final class ScimFilterParser {

    /** How deep parentheses and brackets may be nested. */
    private static final int MAX_DEPTH = 20;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final String text;
    private int at;
    private int depth;

    private ScimFilterParser(String text) {
        this.text = text;
    }

    /**
     * @throws ScimRefused with {@code invalidFilter}
     */
    static ScimFilter parse(String text) {
        var parser = new ScimFilterParser(text);
        var filter = parser.or();
        if (parser.at < text.length()) {
            throw parser.wrong();
        }
        return filter;
    }

    private ScimRefused wrong() {
        return ScimRefused.filter("The filter cannot be read from character " + (at + 1) + " on");
    }

    private ScimFilter or() {
        if (++depth > MAX_DEPTH) {
            throw ScimRefused.filter("The filter is nested too deep");
        }
        var filter = and();
        while (word("or")) {
            filter = new Or(filter, and());
        }
        depth--;
        return filter;
    }

    private ScimFilter and() {
        var filter = one();
        while (word("and")) {
            filter = new And(filter, one());
        }
        return filter;
    }

    private ScimFilter one() {
        if (word("not")) {
            if (!sign('(')) {
                throw wrong();
            }
            return new Not(closed(')'));
        }
        return sign('(') ? closed(')') : attribute();
    }

    private ScimFilter closed(char end) {
        var filter = or();
        if (!sign(end)) {
            throw wrong();
        }
        return filter;
    }

    private ScimFilter attribute() {
        var path = path();
        if (!sign('[')) {
            return comparison(path);
        }
        var has = new Has(path, closed(']'));
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            return new And(has, comparison(path + "." + path()));
        }
        return has;
    }

    private String path() {
        blanks();
        int start = at;
        while (at < text.length() && isOfPath(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw wrong();
        }
        return ScimPath.inCore(text.substring(start, at)).toLowerCase(Locale.ROOT);
    }

    private static boolean isOfPath(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || "$-_.:".indexOf(c) >= 0;
    }

    private ScimFilter comparison(String path) {
        for (var operator : Operator.values()) {
            if (word(operator.name())) {
                return new Compare(path, operator, operator == Operator.PR ? null : value());
            }
        }
        throw wrong();
    }

    private Object value() {
        blanks();
        int start = at;
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        at++;
        while (at < text.length() && (quoted ? text.charAt(at) != '"' : isOfWord(at))) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        int end = quoted ? at + 1 : at;
        if (end > text.length()) {
            at = start;
            throw wrong();
        }
        at = end;
        var literal = text.substring(start, end);
        return value(quoted ? literal : literal.toLowerCase(Locale.ROOT), start);
    }

    private Object value(String literal, int start) {
        try (var reader = JSON.createReader(new StringReader("[" + literal + "]"))) {
            var read = reader.readArray();
            var value = read.size() == 1 ? read.get(0) : JsonValue.EMPTY_JSON_ARRAY;
            return switch (value.getValueType()) {
                case STRING -> plain(((JsonString) value).getString());
                case TRUE -> true;
                case FALSE -> false;
                case NULL -> null;
                case NUMBER -> value.toString();
                case ARRAY, OBJECT -> throw wrong();
            };
        } catch (JsonException e) {
            at = start;
            throw wrong();
        }
    }

    /** PostgreSQL refuses texts with the character NUL. */
    private String plain(String value) {
        if (value.indexOf('\0') >= 0) {
            throw wrong();
        }
        return value;
    }

    private boolean word(String word) {
        blanks();
        int end = at + word.length();
        if (!text.regionMatches(true, at, word, 0, word.length()) || isOfWord(end)) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean isOfWord(int place) {
        return place < text.length() && " ()[]".indexOf(text.charAt(place)) < 0;
    }

    private boolean sign(char sign) {
        blanks();
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
