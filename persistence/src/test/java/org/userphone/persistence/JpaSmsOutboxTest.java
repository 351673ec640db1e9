package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Transactions;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.State;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsOutboxContract;
import org.userphone.domain.user.People;

class JpaSmsOutboxTest {

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.empty(Engine.H2));
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        OnPostgreSql() {
            super(TestDatabase.empty(Engine.POSTGRESQL));
        }
    }

    abstract static class Contract implements SmsOutboxContract {

        private final TestDatabase database;
        private final JpaSmsOutbox adapter;
        private final SmsOutbox outbox;

        Contract(TestDatabase database) {
            this.database = database;
            adapter = new JpaSmsOutbox(database.entityManager(), Secrets.keyring(), () -> {});
            outbox = database.transactional(SmsOutbox.class, adapter);
        }

        @Override
        public SmsOutbox outbox() {
            return outbox;
        }

        @Override
        public void put(Sms sms) {
            adapter.add(sms);
        }

        @Override
        public Transactions transactions() {
            return database;
        }

        @Override
        public int size() {
            return database.in(
                            () ->
                                    database.entityManager()
                                            .createQuery(
                                                    "select count(s) from SmsOutboxRow s",
                                                    Long.class)
                                            .getSingleResult())
                    .intValue();
        }

        @AfterEach
        void everyStatementWasPrepared() {
            assertThat(database.wiretap().heard()).doesNotContain(Wiretap.NOT_PREPARED);
        }

        @Test
        void recipientAndTextAreNotReadableInTheTable() {
            aMessageIsClaimedAsItWasWritten();

            var sealed =
                    database.in(
                            () ->
                                    database.entityManager()
                                            .createQuery(
                                                    "select s.sealed from SmsOutboxRow s",
                                                    String.class)
                                            .getSingleResult());

            assertThat(sealed).startsWith("test:").doesNotContain(NUMBER.e164(), "A1B2C3");
        }

        @Test
        void aMessageThatNoKeyOpensAnyMoreIsParkedAndBlocksNoOther() {
            var withdrawn =
                    new JpaSmsOutbox(
                            database.entityManager(), Secrets.keyring("withdrawn"), () -> {});
            database.run(() -> withdrawn.add(sms("1")));
            database.run(() -> put(sms("2")));

            var unopened = new ArrayList<SmsMessage>();
            var claimed = outbox.claimDue(NOON, 10, LEASE, unopened::add);

            assertThat(claimed).extracting(sms -> sms.sms().id()).containsExactly("2");
            assertThat(unopened)
                    .singleElement()
                    .satisfies(
                            sms -> {
                                assertThat(sms.id()).isEqualTo("1");
                                assertThat(sms.user()).contains(MINNIE);
                                assertThat(sms.state()).isEqualTo(State.WAITING);
                                assertThat(sms.dispatch().destination().number()).isEqualTo("+…67");
                            });
            assertThat(outbox.claimDue(NOON.plus(LEASE), 10, LEASE, unopened::add)).hasSize(1);
            assertThat(unopened).hasSize(1);
            assertThat(size()).isEqualTo(2);
        }

        @Test
        void aMessageIsNotParkedWithoutARecord() {
            var withdrawn =
                    new JpaSmsOutbox(
                            database.entityManager(), Secrets.keyring("withdrawn"), () -> {});
            database.run(() -> withdrawn.add(sms("1")));

            assertThatThrownBy(
                            () ->
                                    outbox.claimDue(
                                            NOON,
                                            10,
                                            LEASE,
                                            sms -> {
                                                throw new IllegalStateException("no room");
                                            }))
                    .hasMessage("no room");

            var unopened = new HashSet<String>(); // a transaction that is repeated tells again
            outbox.claimDue(NOON, 10, LEASE, sms -> unopened.add(sms.id()));
            assertThat(unopened).containsExactly("1");
        }

        @Test
        void aMessageThatAnOlderVersionSealedIsParkedAndBlocksNoOther() {
            database.run(() -> put(sms("1")));
            database.run(() -> put(sms("2")));
            var sealed = Secrets.keyring().seal(Purpose.SMS, "1", NUMBER.e164() + "\ntext");
            database.run(
                    () ->
                            database.entityManager()
                                    .createNativeQuery(
                                            "update sms_outbox set sealed = ? where id = '1'")
                                    .setParameter(1, sealed)
                                    .executeUpdate());

            var unopened = new ArrayList<SmsMessage>();
            var claimed = outbox.claimDue(NOON, 10, LEASE, unopened::add);

            assertThat(claimed).extracting(sms -> sms.sms().id()).containsExactly("2");
            assertThat(unopened).extracting(SmsMessage::id).containsExactly("1");
            assertThat(size()).isEqualTo(2);
        }

        private Sms sms(String id) {
            return new Sms(
                    new SmsHeader(id, MINNIE, People.ACME, NOON),
                    Long.parseLong(id),
                    NUMBER,
                    new Content(new VerificationCode("A1B2C3"), "text"),
                    Optional.empty(),
                    BigDecimal.ZERO,
                    NOON.plusSeconds(600));
        }
    }
}
