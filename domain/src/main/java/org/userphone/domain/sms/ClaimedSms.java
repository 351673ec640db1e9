package org.userphone.domain.sms;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that one worker has claimed for a while.
 *
 * @param attempts failed ones so far
 * @param inDoubtAt the provider that may have got it in the last attempt, and is asked first in the
 *     next
 * @param claim changes with every claim, so that a worker that lost its claim cannot settle
 * @param until when the claim ends, and others may have it
 */
public record ClaimedSms(
        Sms sms, int attempts, Optional<String> inDoubtAt, long claim, Instant until) {}
