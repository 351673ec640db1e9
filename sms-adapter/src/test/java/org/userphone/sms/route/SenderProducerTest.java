package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.sms.SenderContract.sms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Tracing;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.InMemoryInbox;
import org.userphone.domain.sms.Inbox;
import org.userphone.domain.sms.OneByOne;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.Verification;
import org.userphone.sms.Configured;
import org.userphone.sms.KeptLog;
import org.userphone.sms.SenderContract;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;
import org.userphone.sms.smpp.FakeSmsc;
import org.userphone.sms.webhook.WebhookTypeTest;

class SenderProducerTest {

    private final InMemoryDomain domain = new InMemoryDomain();
    private final Inbox inbox = new InMemoryInbox();
    private final KeptLog log = new KeptLog();

    @AfterEach
    void letGoOfTheLog() {
        log.close();
    }

    @Test
    void inDevelopmentSmsGoToTheInbox() {
        sender(Map.of("userphone.development", "true")).send(sms("7", "text"));

        assertThat(inbox.latest(10)).hasSize(1);
        assertThat(log.levels(SenderProducer.class)).containsExactly(Level.INFO);
    }

    @Test
    void aProviderThatIsConfiguredSendsInDevelopmentModeToo() {
        try (var http = new FakeHttp(request -> new Reply(200))) {
            var configured = webhook(http);
            configured.put("userphone.development", "true");
            sender(configured).send(sms("7", "text"));

            assertThat(http.requests()).hasSize(1);
        }
        assertThat(inbox.latest(10)).isEmpty();
    }

    @Test
    void withoutAProviderTheOperatorIsWarned() {
        assertThat(sender(Map.of()).send(sms("7", "text"))).isEqualTo(new NotAttempted());

        assertThat(log.levels(SenderProducer.class)).containsExactly(Level.WARNING);
    }

    @Test
    void aProviderThatThrottlesIsGivenARestAndTheOperatorIsTold() {
        try (var http = new FakeHttp(request -> new Reply(429))) {
            var sender = sender(webhook(http));
            sender.send(sms("7", "text"));
            sender.send(sms("8", "text"));

            assertThat(http.requests()).hasSize(1);
        }
        assertThat(log.levels(SenderProducer.class)).containsExactly(Level.INFO, Level.WARNING);
    }

    @Test
    void anSmscIsBoundBeforeAnythingIsSent() {
        try (var smsc = new FakeSmsc()) {
            var sender =
                    sender(
                            Map.of(
                                    "userphone.sms.provider", "smpp",
                                    "userphone.sms.smpp.host", "127.0.0.1",
                                    "userphone.sms.smpp.port", Integer.toString(smsc.port()),
                                    "userphone.sms.smpp.system", "userphone",
                                    "userphone.sms.smpp.password", FakeSmsc.PASSWORD,
                                    "userphone.sms.smpp.sender", "ACME"));
            assertThat(sender.connect()).isEmpty();

            assertThat(smsc.isBound()).isTrue();
            sender.close();
        }
    }

    @Test
    void withoutAProviderAMessageWaitsAndIsDroppedWhenItsCodeExpires() {
        domain.known(MINNIE, Optional.empty());
        domain.set(ADMIN, MINNIE, "+41790000000", Verification.SEND_CODE);
        var history = domain.history(MINNIE);
        var expiry = domain.clock.instant().plus(LIFETIME);
        var delivery =
                new DeliverDueSms(
                        domain.outbox,
                        sender(Map.of()),
                        domain.recordDelivery,
                        domain.events,
                        RETRIES,
                        domain.clock,
                        Tracing.OFF);

        while (domain.clock.instant().isBefore(expiry)) {
            OneByOne.deliver(delivery, 10);
            assertThat(domain.outbox.oldest()).isPresent();
            domain.clock.advance(RETRIES.lease());
        }
        OneByOne.deliver(delivery, 10);

        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.history(MINNIE)).isEqualTo(history);
    }

    private static Map<String, String> webhook(FakeHttp http) {
        var configured = new HashMap<>(WebhookTypeTest.NEEDED);
        configured.put("userphone.sms.provider", "webhook");
        configured.put("userphone.sms.webhook.url", http.url("/").toString());
        configured.put("userphone.sms.webhook.private", "true");
        return configured;
    }

    private SmsSender sender(Map<String, String> configured) {
        var settings = Configured.settings(configured);
        return new SenderProducer()
                .sender(
                        settings,
                        new ProviderTypes(settings),
                        inbox,
                        RETRIES,
                        domain.clock,
                        SenderContract.NO_RECEIPTS,
                        List::of,
                        Tracing.OFF);
    }
}
