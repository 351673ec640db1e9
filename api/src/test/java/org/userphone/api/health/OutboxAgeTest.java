package org.userphone.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.userphone.api.health.OutboxAge.Backlog;
import org.userphone.domain.InMemory;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.InMemorySmsOutbox;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.user.People;
import org.userphone.domain.user.PhoneNumber;

class OutboxAgeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final InMemory transactions = new InMemory();
    private final InMemorySmsOutbox outbox = new InMemorySmsOutbox(transactions);
    private final OutboxAge age = new OutboxAge(outbox, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void anEmptyOutboxHasNoAge() {
        assertThat(age.now().age()).isZero();
    }

    @Test
    void theOldestMessageCounts() {
        add("1", NOW.minusSeconds(90));
        add("2", NOW.minusSeconds(30));

        assertThat(age.now()).isEqualTo(new Backlog(2, Duration.ofSeconds(90)));
    }

    @Test
    void aMessageThatIsNotDueYetHasNoAge() {
        add("1", NOW.plusSeconds(30));

        assertThat(age.now().age()).isZero();
    }

    private void add(String id, Instant due) {
        transactions.in(
                () -> {
                    outbox.add(
                            new Sms(
                                    new SmsHeader(id, new UserId("42"), People.ACME, due),
                                    Long.parseLong(id),
                                    new PhoneNumber("+41791234567"),
                                    new Content(new VerificationCode("A1B2C3"), "a text"),
                                    Optional.empty(),
                                    BigDecimal.ZERO,
                                    due.plusSeconds(600)));
                    return null;
                });
    }
}
