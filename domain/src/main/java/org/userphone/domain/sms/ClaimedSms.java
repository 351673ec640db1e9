package org.userphone.domain.sms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that a worker has claimed for the time of a lease.
 *
 * @param message the record of the message, as it waits
 * @param attempts how many attempts to send the message have failed
 * @param inDoubtAt the provider that may have received the message in the last attempt, and is
 *     asked first in the next one
 * @param claim changes with every claim, so that a worker whose lease has ended cannot change the
 *     message
 * @param until when the lease ends and other workers may claim the message
 */
public record ClaimedSms(
        Sms sms,
        SmsMessage message,
        int attempts,
        Optional<String> inDoubtAt,
        long claim,
        Instant until) {

    /** The same claim after these providers were asked. */
    ClaimedSms after(List<Attempt> asked) {
        return new ClaimedSms(sms, message.after(asked), attempts, inDoubtAt, claim, until);
    }
}
