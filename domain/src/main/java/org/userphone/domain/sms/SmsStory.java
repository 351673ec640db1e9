package org.userphone.domain.sms;

import java.util.List;
import java.util.stream.Stream;

/**
 * A message and everything that was tried to send it.
 *
 * @param attempts in their order; of many the latest {@value #MAX_ATTEMPTS}
 */
public record SmsStory(SmsMessage message, List<Attempt> attempts) {

    /** How many attempts of one message are told at most. */
    public static final int MAX_ATTEMPTS = 50;

    public SmsStory {
        attempts = List.copyOf(attempts);
    }

    /**
     * @param failed the attempts that led to nothing
     */
    static SmsStory of(SmsMessage message, List<Attempt> failed) {
        return new SmsStory(
                message,
                Stream.concat(failed.stream(), message.progress().accepted().stream()).toList());
    }
}
