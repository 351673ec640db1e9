package org.userphone.sms;

import java.time.Clock;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;

/**
 * Puts around a sender what every provider gets, each its own: its troubles are told, it rests when
 * it is asked too much, and it is left alone while it does not work.
 */
record ResilientSenders(RetryPolicy policy, Clock clock, System.Logger log) {

    SmsSender around(String provider, SmsSender sender) {
        var telling = new ReportingSender(provider, sender, log);
        return new BreakingSender(provider, new RestingSender(telling, policy, clock), clock);
    }
}
