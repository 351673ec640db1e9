package org.userphone.domain.sms;

/**
 * A message that one worker has claimed for a while.
 *
 * @param attempts failed ones so far
 * @param claim changes with every claim, so that a worker that lost its claim cannot settle
 */
public record ClaimedSms(Sms sms, int attempts, long claim) {}
