package org.userphone.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.UserId;
import org.userphone.domain.sms.Inbox.Message;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.RecordedEvent;
import org.userphone.domain.user.UserEvent.PhoneCodeSent;
import org.userphone.domain.user.UserEvent.PhoneMessageRetried;
import org.userphone.persistence.CrashingProgram.Death;

/**
 * Kills a node at every step between promising an SMS and recording its delivery, and while an
 * operator has it in hand: no message is lost.
 */
class CrashTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "H2, AFTER_SET",
        "H2, AFTER_CLAIM",
        "H2, AFTER_SEND",
        "H2, BEFORE_COMMIT_OF_RECORD",
        "POSTGRESQL, AFTER_SET",
        "POSTGRESQL, AFTER_CLAIM",
        "POSTGRESQL, AFTER_SEND",
        "POSTGRESQL, BEFORE_COMMIT_OF_RECORD",
    })
    void aNodeThatDiesBetweenTwoStepsLosesNoSms(Engine engine, Death death) throws Exception {
        var settings = database(engine);
        var node = start(death, settings);
        var acknowledged = node.inputReader(UTF_8).lines().toList();

        assertThat(node.waitFor()).as(this::complaint).isEqualTo(CrashingProgram.EXIT_CODE);
        assertThat(acknowledged).hasSize(3);
        assertNothingIsLost(acknowledged, settings);
    }

    @ParameterizedTest
    @CsvSource({
        "H2, BEFORE_COMMIT_OF_RETRY",
        "H2, AFTER_RETRY",
        "H2, BEFORE_COMMIT_OF_GIVING_UP",
        "POSTGRESQL, BEFORE_COMMIT_OF_RETRY",
        "POSTGRESQL, AFTER_RETRY",
        "POSTGRESQL, BEFORE_COMMIT_OF_GIVING_UP",
    })
    void aNodeThatDiesWhileAnOperatorHoldsASmsNeitherLosesItNorHasItSentTwice(
            Engine engine, Death death) throws Exception {
        var settings = database(engine);
        var node = start(death, settings);
        var acknowledged = node.inputReader(UTF_8).lines().toList();
        assertThat(node.waitFor()).as(this::complaint).isEqualTo(CrashingProgram.EXIT_CODE);

        var house = afterTheLease(settings);
        var sent = new ArrayList<String>();
        SmsSender counting =
                sms -> {
                    sent.add(sms.recipient().e164());
                    return house.toInbox().send(sms);
                };
        while (house.deliver(house.outbox(), counting, house.users()) > 0) {
            assertThat(sent).isNotEmpty();
        }

        assertThat(acknowledged).hasSize(3);
        assertThat(sent).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(house.users().history(new UserId(acknowledged.get(0)), 0, 10))
                .extracting(RecordedEvent::event)
                .filteredOn(PhoneMessageRetried.class::isInstance)
                .hasSize(death == Death.BEFORE_COMMIT_OF_RETRY ? 0 : 1);
        assertNothingIsLost(acknowledged, settings);
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatIsKilledAtAnyTimeLosesNoSms(Engine engine) throws Exception {
        var settings = database(engine);
        var node = start(Death.BY_SOMEBODY_ELSE, settings);
        var acknowledged = new ArrayList<String>();
        try (var out = node.inputReader(UTF_8)) {
            int enough = new Random().nextInt(20, 80);
            while (acknowledged.size() < enough) {
                acknowledged.add(readLine(out));
            }
            // Kills the process by a command: {@code Process} itself would discard output that has
            // not been read yet.
            node.toHandle().destroyForcibly();
            out.lines().filter(line -> line.length() == 12).forEach(acknowledged::add);
        }

        assertNothingIsLost(acknowledged, settings);
    }

    @Test
    void aFileThatAnotherProcessHasOpenRefusesTheStart() throws Exception {
        var settings = database(Engine.H2);
        var node = start(Death.NEVER, settings);
        try (var out = node.inputReader(UTF_8)) {
            readLine(out);

            assertThatThrownBy(() -> Migrations.migrate(new UserphoneDataSource(settings)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage(
                            "The database at %s cannot be reached: another process has it open.",
                            folder.resolve("userphone"));
        } finally {
            node.destroyForcibly().waitFor();
        }
    }

    private void assertNothingIsLost(List<String> acknowledged, DatabaseSettings settings) {
        var house = afterTheLease(settings);
        while (house.deliver() > 0) {
            assertThat(house.inbox().latest(1)).isNotEmpty();
        }

        assertThat(house.outbox().oldest()).isEmpty();
        assertThat(house.inbox().latest(1000))
                .extracting(Message::recipient)
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
        assertThat(acknowledged)
                .allSatisfy(
                        number ->
                                assertThat(house.users().history(new UserId(number), 0, 10))
                                        .extracting(RecordedEvent::event)
                                        .containsOnlyOnce(new PhoneCodeSent()));
    }

    /** Another node, some time after the first has died. */
    private static House afterTheLease(DatabaseSettings settings) {
        return new House(
                new TestDatabase(settings),
                Clock.offset(Clock.systemUTC(), House.LEASE.multipliedBy(2)));
    }

    /** The address of a database that outlives the process; H2 needs a file for that. */
    private DatabaseSettings database(Engine engine) {
        return switch (engine) {
            case H2 -> Engine.settings("jdbc:h2:file:" + folder + "/userphone", "", "");
            case POSTGRESQL -> engine.newDatabase();
        };
    }

    private Process start(Death death, DatabaseSettings settings) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        CrashingProgram.class.getName(),
                        death.name(),
                        settings.url(),
                        settings.user());
        var builder = new ProcessBuilder(command).redirectError(errors().toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private String readLine(BufferedReader out) throws IOException {
        var line = out.readLine();
        assertThat(line).as(this::complaint).isNotNull();
        return line;
    }

    private String complaint() {
        try {
            return Files.readString(errors());
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }

    private Path errors() {
        return folder.resolve("errors");
    }
}
