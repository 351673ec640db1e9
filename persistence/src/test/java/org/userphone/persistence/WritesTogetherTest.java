package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
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
    @CsvSource({"1, 1", "8, 1", "9, 2"})
    void whatOneChangeTakesIsWrittenInOneRoundTripAndMuchMoreByItsKind(int ofEach, int trips) {
        database.wiretap().forget();

        database.in(
                () -> {
                    for (int i = 0; i < ofEach; i++) {
                        var id = Integer.toString(i);
                        persist(new SmsMessageRow(SmsMessagesContract.accepted(id, MINNIE, NOON)));
                        persist(new SmsOutboxRow(sms(id, i), Secrets.keyring()));
                    }
                    return null;
                });

        assertThat(database.wiretap().heard()).hasSize(trips + 1).last().isEqualTo(Wiretap.COMMIT);
        assertThat(count("SmsMessageRow")).isEqualTo(ofEach);
        assertThat(count("SmsOutboxRow")).isEqualTo(ofEach);
    }

    private void persist(Object row) {
        database.entityManager().persist(row);
    }

    private long count(String row) {
        return database.in(
                () ->
                        database.entityManager()
                                .createQuery("select count(r) from " + row + " r", Long.class)
                                .getSingleResult());
    }

    private static Sms sms(String id, int sequence) {
        return new Sms(
                new SmsHeader(id, MINNIE, ACME, NOON),
                sequence,
                PhoneNumber.parse("+41791234567", "CH"),
                new Content(new VerificationCode("A1B2C3"), "A1B2C3 is your code"),
                Optional.empty(),
                BigDecimal.ONE,
                NOON.plusSeconds(600));
    }
}
