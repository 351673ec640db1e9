package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.sms.SmsMessagesContract;
import org.userphone.domain.user.PhoneNumber;

class WritesTogetherTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final TestDatabase database = TestDatabase.empty(Engine.POSTGRESQL);

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 1", "9, 3"})
    void whatOneChangeTakesIsCommittedByOneRoundTripAndMuchMoreWrittenByItsKind(
            int ofEach, int trips) {
        database.wiretap().forget();

        database.in(
                () -> {
                    IntStream.range(0, ofEach).forEach(this::persist);
                    return null;
                });

        var heard = database.wiretap().heard();
        assertThat(heard).hasSize(trips).last().asString().endsWith(Wiretap.COMMIT);
        assertThat(rows()).isEqualTo(ofEach);
    }

    @Test
    void oneStatementIsCommittedByItsRoundTripToo() {
        database.wiretap().forget();

        database.run(() -> database.entityManager().persist(message(0)));

        assertThat(database.wiretap().heard())
                .singleElement()
                .asString()
                .matches("INSERT INTO sms_message [^;]*; commit");
    }

    @Test
    void whatIsFlushedBeforeIsPartOfTheTransaction() {
        assertThatThrownBy(
                        () ->
                                database.run(
                                        () -> {
                                            persist(0);
                                            database.entityManager().flush();
                                            persist(1);
                                            throw new IllegalStateException();
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(rows()).isZero();
    }

    @Test
    void ifTheLastStatementFailsNothingIsCommittedAndTheNextTransactionIsWhole() {
        database.run(() -> persist(1));

        assertThatThrownBy(
                        () ->
                                database.run(
                                        () -> {
                                            persist(0);
                                            persist(1);
                                        }))
                .hasRootCauseInstanceOf(SQLException.class);

        assertThat(rows()).isEqualTo(1);
        database.run(() -> persist(2));
        assertThat(rows()).isEqualTo(2);
    }

    private void persist(int i) {
        database.entityManager().persist(message(i));
        database.entityManager().persist(new SmsOutboxRow(sms(i), Secrets.keyring()));
    }

    private static SmsMessageRow message(int i) {
        return new SmsMessageRow(SmsMessagesContract.accepted(Integer.toString(i), MINNIE, NOON));
    }

    /** How many there are in each of both tables. */
    private long rows() {
        assertThat(count("SmsMessageRow")).isEqualTo(count("SmsOutboxRow"));
        return count("SmsOutboxRow");
    }

    private long count(String row) {
        return database.in(
                () ->
                        database.entityManager()
                                .createQuery("select count(r) from " + row + " r", Long.class)
                                .getSingleResult());
    }

    private static Sms sms(int i) {
        return new Sms(
                new SmsHeader(Integer.toString(i), MINNIE, ACME, NOON),
                i,
                PhoneNumber.parse("+41791234567", "CH"),
                new Content(new VerificationCode("A1B2C3"), "A1B2C3 is your code"),
                Optional.empty(),
                BigDecimal.ONE,
                NOON.plusSeconds(600));
    }
}
