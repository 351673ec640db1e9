package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NUMBER;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.SmsSender;

/** What every sender that speaks to a provider must do. */
public interface ProviderContract extends SenderContract {

    Duration LONG = Duration.ofSeconds(10);
    Duration SHORT = Duration.ofSeconds(1);

    FakeProvider provider();

    /** A sender with the right credentials that waits so long for answers. */
    SmsSender sender(Duration timeout);

    /** A sender with the wrong credentials. */
    SmsSender stranger();

    /** What must not be seen anywhere, besides the code and the number. */
    List<String> secrets();

    @Override
    default SmsSender sender() {
        return sender(LONG);
    }

    @Override
    default List<String> arrived() {
        return provider().texts();
    }

    @Test
    default void theMessageGoesToItsRecipient() {
        sender().send(sms("7", "text"));

        assertThat(provider().recipients()).containsExactly(NUMBER.e164());
    }

    @Test
    default void aNumberThatTheProviderRefusesIsRefusedForGood() {
        provider().behave(FakeProvider.Behaviour.REFUSES_THE_NUMBER);

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Refused.class);
    }

    @Test
    default void wrongCredentialsAreOursToSetRight() {
        assertThat(stranger().send(sms("7", "text"))).isInstanceOf(Misconfigured.class);
        assertThat(provider().texts()).isEmpty();
    }

    @Test
    default void aProviderThatHasTooMuchToDoIsGivenTime() {
        provider().behave(FakeProvider.Behaviour.THROTTLES);

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Throttled.class);
    }

    @Test
    default void aFailureOfTheProviderIsTemporary() {
        var sender = sender();
        provider().behave(FakeProvider.Behaviour.FAILS);
        assertThat(sender.send(sms("7", "text"))).isInstanceOf(Deferred.class);

        provider().behave(FakeProvider.Behaviour.ACCEPTS);
        assertThat(sender.send(sms("7", "text"))).isInstanceOf(Accepted.class);
    }

    @Test
    default void withoutAnAnswerInTimeTheOutcomeIsUnknown() {
        provider().behave(FakeProvider.Behaviour.KEEPS_SILENT);

        assertThat(sender(SHORT).send(sms("7", "text"))).isInstanceOf(Unknown.class);
    }

    @Test
    default void aProviderThatIsNotThereGotNothing() {
        provider().goAway();

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @EnumSource
    default void nothingSecretIsLoggedOrGivenAsAReason(FakeProvider.Behaviour behaviour) {
        provider().behave(behaviour);
        var told = new ArrayList<String>();
        try (var log = new KeptLog()) {
            for (var sender : List.of(sender(SHORT), stranger())) {
                Delivery delivery = sender.send(sms("7", CODE + " is your code"));
                told.add(delivery.toString());
                told.add(sender.toString());
            }
            told.addAll(log.lines());
        }

        var secrets = new ArrayList<>(secrets());
        secrets.add(CODE);
        secrets.add(NUMBER.e164().substring(3));
        assertThat(told)
                .allSatisfy(line -> assertThat(line).doesNotContain(secrets))
                .noneMatch(line -> line.contains("is your code"));
    }
}
