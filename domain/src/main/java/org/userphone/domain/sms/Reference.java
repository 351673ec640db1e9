package org.userphone.domain.sms;

import java.util.Comparator;

/**
 * The id by which a provider refers to a message that it accepted.
 *
 * @param provider the name of the provider in the configuration
 * @param id the provider's own id
 */
public record Reference(String provider, String id) implements Comparable<Reference> {

    private static final int MAX_LENGTH = 200;

    private static final Comparator<Reference> ORDER =
            Comparator.comparing(Reference::provider).thenComparing(Reference::id);

    /**
     * Replaces blanks and everything that is not printable ASCII in the id by underscores, and cuts
     * it off after 200 characters, so that any id can be stored and shown.
     */
    public Reference {
        id = id.strip().replaceAll("[^\\p{Graph}]", "_");
        id = id.substring(0, Math.min(id.length(), MAX_LENGTH));
    }

    @Override
    public int compareTo(Reference other) {
        return ORDER.compare(this, other);
    }
}
