package org.userphone.domain.guard;

import java.time.Instant;
import java.util.Optional;

/**
 * How full a count was when something was last counted, by which the fullest are found.
 *
 * @param ppm how much of the fullest of the limits that look at the count was used up, in
 *     millionths; {@value #FULL} if one of them refuses
 * @param refusedUntil until when one of the limits refuses, if nothing else is counted; empty if
 *     none does
 */
public record Fill(int ppm, Optional<Instant> refusedUntil) {

    public static final Fill NONE = new Fill(0, Optional.empty());

    public static final int FULL = 1_000_000;

    /** From how many millionths on a count is among the fullest. */
    public static final int MIN_PPM = FULL / 2;

    static Fill of(LimitState state) {
        return new Fill(state.share(FULL), state.refusedUntil());
    }
}
