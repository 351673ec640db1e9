package org.userphone.domain.sms;

import java.util.Comparator;

/**
 * By what name a provider speaks of a message that it took over.
 *
 * @param provider by the name that the configuration gives it
 * @param id the provider's own
 */
public record Reference(String provider, String id) implements Comparable<Reference> {

    /** Characters of the longest id that is taken. */
    public static final int LONGEST = 200;

    private static final Comparator<Reference> ORDER =
            Comparator.comparing(Reference::provider).thenComparing(Reference::id);

    public Reference {
        if (!id.matches("\\p{Graph}{1," + LONGEST + "}")) {
            throw new IllegalArgumentException(
                    "a reference has 1 to " + LONGEST + " ASCII characters without spaces");
        }
    }

    @Override
    public int compareTo(Reference other) {
        return ORDER.compare(this, other);
    }
}
