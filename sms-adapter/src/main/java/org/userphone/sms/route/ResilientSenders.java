package org.userphone.sms.route;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;

/**
 * Makes the senders of providers, and puts around each of them what it gets for itself: its
 * failures are reported, it rests when it was asked too much, and it is left alone while it does
 * not work.
 *
 * @param receipts takes over the receipts that come on connections of senders
 */
public record ResilientSenders(
        RetryPolicy policy, Clock clock, Consumer<List<Receipt>> receipts, System.Logger log) {

    public SmsSender sender(Provider provider) {
        var name = provider.name();
        var reporting = new ReportingSender(name, provider.sender(clock, receipts), log);
        return new BreakingSender(name, new RestingSender(reporting, policy, clock), clock);
    }
}
