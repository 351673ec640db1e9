package org.userphone.sms.route;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.userphone.domain.Tracing;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;

/**
 * Makes the senders of providers. Each of them has its attempts in their traces, a log of its
 * failures, a rest after a throttling and a circuit breaker for itself.
 *
 * @param receipts takes over the receipts that come on connections of senders
 */
public record ResilientSenders(
        RetryPolicy policy,
        Clock clock,
        Consumer<List<Receipt>> receipts,
        Tracing tracing,
        System.Logger log) {

    public SmsSender sender(Provider provider) {
        var name = provider.name();
        var traced = new TracedSender(name, provider.sender(clock, receipts), tracing);
        var reporting = new ReportingSender(name, traced, log);
        return new BreakingSender(name, new RestingSender(reporting, policy, clock), clock);
    }
}
