package org.userphone.sms.outbox;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.userphone.domain.Tracing;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsSender;
import org.userphone.persistence.PostgresHouse;
import org.userphone.sms.Secret;
import org.userphone.sms.SenderContract;
import org.userphone.sms.http.Networks;
import org.userphone.sms.route.ResilientSenders;
import org.userphone.sms.webhook.WebhookProvider;

/** A node that does nothing but send what is in the outbox, to a webhook, until its input ends. */
final class SendingProgram {

    static final Duration POLL = Duration.ofMillis(100);

    /** Long enough for a busy machine, because a message that got no answer is sent again. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What it prints when it has begun. */
    static final String READY = "ready";

    private SendingProgram() {}

    /**
     * @param arguments the address of the database, that of the webhook, how many workers, and how
     *     long a claim lasts
     */
    public static void main(String[] arguments) throws IOException {
        var policy = policy(Integer.parseInt(arguments[2]), Duration.parse(arguments[3]));
        var log = System.getLogger(SendingProgram.class.getName());
        var clock = Clock.systemUTC();
        var delivery =
                new PostgresHouse(arguments[0], policy)
                        .delivery(sender(URI.create(arguments[1]), policy, log));
        new Workers(delivery::deliver, policy.workers(), POLL, Thread::new, clock, log).start();
        System.out.println(READY);
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    /** As the settings have it by default, but for the workers and the lease. */
    static RetryPolicy policy(int workers, Duration lease) {
        return new RetryPolicy(workers, lease, Duration.ofSeconds(5), Duration.ofMinutes(5), 10);
    }

    private static SmsSender sender(URI url, RetryPolicy policy, System.Logger log) {
        var clock = Clock.systemUTC();
        var webhook =
                new WebhookProvider(
                        "webhook",
                        "",
                        url,
                        List.of(new Secret("a-signing-key-of-ours")),
                        Networks.ALL,
                        TIMEOUT);
        return new ResilientSenders(policy, clock, SenderContract.NO_RECEIPTS, Tracing.OFF, log)
                .sender(webhook);
    }
}
