package org.userphone.domain.text;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables such as <code>{{.Code}}</code>; blanks inside the braces are allowed. It
 * has no other syntax, and the values of variables are inserted without being parsed.
 */
public final class Template {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[ \\t]*\\.(\\w+)[ \\t]*}}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n]]");

    private final String text;
    private final Set<Variable> variables = EnumSet.noneOf(Variable.class);

    private Template(String text) {
        this.text = text;
    }

    /**
     * Parses a text. CR LF, and CR alone, are line breaks like LF.
     *
     * @throws IllegalArgumentException if a variable is unknown, braces do not match, or the text
     *     contains control characters other than line breaks; the message repeats nothing of the
     *     text
     */
    public static Template parse(String written) {
        var text = LINE_BREAK.matcher(written).replaceAll("\n");
        if (CONTROL.matcher(text).find()) {
            throw new IllegalArgumentException("it has control characters besides line breaks");
        }
        var template = new Template(text);
        int end = 0;
        for (var found : VARIABLE.matcher(text).results().toList()) {
            plain(text.substring(end, found.start()), end);
            template.variables.add(variable(found));
            end = found.end();
        }
        plain(text.substring(end), end);
        return template;
    }

    private static Variable variable(MatchResult found) {
        return Variable.named(found.group(1))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no variable as at character "
                                                + (found.start() + 1)));
    }

    private static void plain(String text, int offset) {
        var stray = Pattern.compile("\\{\\{|}}").matcher(text);
        if (stray.find()) {
            throw new IllegalArgumentException(
                    "the braces at character "
                            + (offset + stray.start() + 1)
                            + " do not hold a variable like {{.Code}}");
        }
    }

    public boolean holds(Variable variable) {
        return variables.contains(variable);
    }

    /**
     * @param values the values of all variables
     */
    public String fill(Map<Variable, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        values.getOrDefault(
                                                Variable.named(found.group(1)).orElseThrow(), "")));
    }

    /** The text with its variables. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Template[" + text + "]";
    }
}
