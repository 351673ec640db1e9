package org.userphone.sms.route;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Provider;

/**
 * Makes the senders of providers. Each of them has a log of its failures, a rest after a throttling
 * and a circuit breaker for itself.
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
