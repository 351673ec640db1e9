package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserEvent.PhoneChanged;

class SetPhoneOnDatabaseTest {

    @ParameterizedTest
    @EnumSource
    void aSetWithAnSmsTakesFiveStatementsAndOneCommit(Engine engine) {
        var database = TestDatabase.empty(engine);
        var house = new House(database, Clock.systemUTC());
        house.addHuman(MINNIE);
        house.setPhone(MINNIE, "079 123 45 66");
        database.wiretap().forget();

        house.setPhone(MINNIE, "079 123 45 67");

        var heard = database.wiretap().heard();
        assertThat(heard)
                .extracting(
                        sql ->
                                sql.replaceAll(
                                        "(?<=^\\w{6}) .*?(user_\\w+|sms_\\w+|message_\\w+).*",
                                        " $1"))
                .containsExactly(
                        "SELECT user_account",
                        "INSERT user_event",
                        "UPDATE user_account",
                        "SELECT message_text",
                        "INSERT sms_outbox",
                        Wiretap.COMMIT);
        assertThat(heard.get(0)).contains("FOR UPDATE");
    }

    @ParameterizedTest
    @EnumSource
    void aHundredSetsAtOnceAllSucceedAndOneNumberRemains(Engine engine) throws Exception {
        var house = new House(TestDatabase.empty(engine), Clock.systemUTC());
        house.addHuman(MINNIE);
        var numbers = IntStream.range(100, 200).mapToObj(i -> "+41791234" + i).toList();
        var pool = Executors.newFixedThreadPool(numbers.size());
        try {
            var sets =
                    numbers.stream()
                            .<Callable<Void>>map(
                                    number ->
                                            () -> {
                                                house.setPhone(MINNIE, number);
                                                return null;
                                            })
                            .toList();
            for (var set : pool.invokeAll(sets)) {
                set.get();
            }
        } finally {
            pool.shutdown();
        }

        var history = house.users().history(MINNIE, 0, 1000);
        assertThat(history)
                .extracting(event -> event.position().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 201).boxed().toList());
        assertThat(numbersIn(history)).containsExactlyInAnyOrderElementsOf(numbers);
        var user = house.users().find(MINNIE).orElseThrow();
        assertThat(user).isEqualTo(User.replay(MINNIE, ACME, history));
        assertThat(user.human().phone().number().orElseThrow().e164())
                .isEqualTo(numbersIn(history).get(99));
    }

    private static List<String> numbersIn(List<RecordedEvent> history) {
        return history.stream()
                .map(RecordedEvent::event)
                .filter(PhoneChanged.class::isInstance)
                .map(event -> ((PhoneChanged) event).number().e164())
                .toList();
    }
}
