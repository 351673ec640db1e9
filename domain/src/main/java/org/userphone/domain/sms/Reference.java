package org.userphone.domain.sms;

import java.util.Comparator;

/**
 * By what name a provider speaks of a message that it took over.
 *
 * @param provider by the name that the configuration gives it
 * @param id the provider's own
 */
public record Reference(String provider, String id) implements Comparable<Reference> {

    private static final int MAX_LENGTH = 200;

    private static final Comparator<Reference> ORDER =
            Comparator.comparing(Reference::provider).thenComparing(Reference::id);

    /** Whatever a provider thinks of as an id becomes one that can be kept and shown. */
    public Reference {
        id = id.strip().replaceAll("[^\\p{Graph}]", "_");
        id = id.substring(0, Math.min(id.length(), MAX_LENGTH));
    }

    @Override
    public int compareTo(Reference other) {
        return ORDER.compare(this, other);
    }
}
