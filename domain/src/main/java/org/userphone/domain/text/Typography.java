package org.userphone.domain.text;

import static java.text.Normalizer.Form.NFC;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where typographic characters are replaced by characters of the GSM 7-bit alphabet. One of them
 * alone, such as a curly apostrophe, makes a message UCS-2, which takes twice the room.
 */
public enum Typography {
    /** Nowhere. */
    NONE,
    /** In the names of users. */
    NAMES,
    /** In the names of users and in texts. */
    ALL;

    private static final Map<Integer, String> EQUALS =
            Stream.of(
                            Map.entry("’‘‚‛ʼ′´`", "'"),
                            Map.entry("“”„‟″«»", "\""),
                            Map.entry("–—‐‑‒―−", "-"),
                            Map.entry("…", "..."))
                    .flatMap(
                            entry ->
                                    entry.getKey()
                                            .codePoints()
                                            .mapToObj(from -> Map.entry(from, entry.getValue())))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The value of a variable as it is put into a message. */
    String ofName(String value) {
        return this == NONE ? value : simplified(value);
    }

    /** A text as it is sent. */
    String ofText(String text) {
        return this == ALL ? simplified(text) : text;
    }

    /**
     * The characters of a text that {@link #ofText} replaces, in their order, each once, such as
     * {@code U+2019}; of letters in two parts the second part.
     */
    List<String> replacedIn(String text) {
        var sent = ofText(text);
        return text.codePoints()
                .filter(character -> Gsm7.encode(character).isEmpty())
                .filter(character -> sent.indexOf(character) < 0)
                .mapToObj("U+%04X"::formatted)
                .distinct()
                .toList();
    }

    /** Unchanged if it has other characters, too, for which the message is UCS-2 anyway. */
    private static String simplified(String text) {
        if (isGsm7(text)) {
            return text;
        }
        var simple =
                Normalizer.normalize(text, NFC)
                        .codePoints()
                        .mapToObj(Typography::simple)
                        .collect(Collectors.joining());
        return isGsm7(simple) ? simple : text;
    }

    private static boolean isGsm7(String text) {
        return text.codePoints().allMatch(character -> Gsm7.encode(character).isPresent());
    }

    private static String simple(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR -> " ";
            case Character.FORMAT -> "";
            default -> EQUALS.getOrDefault(character, Character.toString(character));
        };
    }
}
