package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.LIFETIME;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.user.People.ADMIN;
import static org.userphone.domain.user.People.MINNIE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.sms.DeliverDueSms;
import org.userphone.domain.sms.InMemoryInbox;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.Verification;

class SenderProducerTest {

    private static final Logger LOG = Logger.getLogger(SenderProducer.class.getName());

    private final InMemoryDomain domain = new InMemoryDomain();
    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler keeping =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    logged.add(entry);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void keepTheLog() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(keeping);
    }

    @AfterEach
    void letGoOfTheLog() {
        LOG.removeHandler(keeping);
        LOG.setUseParentHandlers(true);
    }

    @Test
    void developmentHasTheInbox() {
        assertThat(sender("true")).isInstanceOf(InboxSender.class);
        assertThat(logged).isEmpty();
    }

    @Test
    void elseThereIsNoProviderYetAndTheOperatorIsWarned() {
        assertThat(sender("false")).isInstanceOf(NoSender.class);
        assertThat(logged).extracting(LogRecord::getLevel).containsExactly(Level.WARNING);
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
                        sender("false"),
                        domain.recordDelivery,
                        RETRIES,
                        domain.clock);

        while (domain.clock.instant().isBefore(expiry)) {
            delivery.deliver();
            assertThat(domain.outbox.oldest()).isPresent();
            domain.clock.advance(RETRIES.lease());
        }
        delivery.deliver();

        assertThat(domain.outbox.size()).isZero();
        assertThat(domain.history(MINNIE)).isEqualTo(history);
    }

    private SmsSender sender(String development) {
        var settings = Configured.settings("userphone.development", development);
        return new SenderProducer().sender(settings, new InMemoryInbox(), domain.clock);
    }
}
