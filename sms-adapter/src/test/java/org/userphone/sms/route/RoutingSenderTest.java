package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.RecordingSender;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender.Asked;

/** All messages go to +41791234567. */
class RoutingSenderTest {

    private static final Delivery ACCEPTED = new Accepted("second", "reference");

    private final RecordingSender first = new RecordingSender();
    private final RecordingSender second = new RecordingSender();
    private final RoutingSender sender = routing("*", "*");

    @Test
    void theFirstOfTheOrderIsAskedAndNobodyElseIfItTakesTheMessage() {
        sender.send(sms("7", "text"));

        assertThat(first.sent()).hasSize(1);
        assertThat(second.sent()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("temporary")
    void whatIsTemporaryGoesToTheNextUnderTheSameId(Delivery temporary) {
        first.answer(sms -> temporary);
        second.answer(sms -> ACCEPTED);

        assertThat(sender.send(sms("7", "text"))).isEqualTo(ACCEPTED);
        assertThat(second.sent()).isEqualTo(first.sent());
    }

    static List<Delivery> temporary() {
        return List.of(
                new Deferred("busy"),
                new Throttled("too many", Optional.empty()),
                new LeftAlone("at rest", Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @MethodSource("permanent")
    void whatIsNotTemporaryGoesToNobodyElse(Delivery permanent) {
        first.answer(sms -> permanent);

        assertThat(sender.send(sms("7", "text"))).isEqualTo(permanent);
        assertThat(second.sent()).isEmpty();
    }

    static List<Delivery> permanent() {
        return List.of(new Refused("no such number"), new Misconfigured("credentials"));
    }

    @Test
    void aProviderThatMakesCodesGetsOrdersOnlyAndTheOthersTextsOnly() {
        var mixed =
                new RoutingSender(
                        List.of(
                                new Route("first", Routes.ALL, first, false),
                                new Route("second", Routes.ALL, second, true)));

        mixed.send(sms("7", ""));
        mixed.send(sms("8", "text"));

        assertThat(first.sent()).extracting(Sms::id).containsExactly("8");
        assertThat(second.sent()).extracting(Sms::id).containsExactly("7");
    }

    @Test
    void anUnknownOutcomeGoesToNobodyElseAndSaysWhereItWas() {
        first.answer(sms -> new Unknown("no answer"));

        assertThat(sender.send(sms("7", "text")))
                .isEqualTo(new Unknown("no answer", Optional.of("first")));
        assertThat(second.sent()).isEmpty();
    }

    @Test
    void whoMayHaveGotItIsAskedAgainFirstWhateverTheOrder() {
        second.answer(sms -> ACCEPTED);

        assertThat(sender.sendAgain(sms("7", "text"), "second")).isEqualTo(ACCEPTED);
        assertThat(first.sent()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withoutAnAnswer")
    void ifItHasNoAnswerTheSecondTimeTheOthersGetTheirTurn(Delivery again) {
        first.answer(sms -> again);
        second.answer(sms -> ACCEPTED);

        assertThat(sender.sendAgain(sms("7", "text"), "first")).isEqualTo(ACCEPTED);
    }

    static List<Delivery> withoutAnAnswer() {
        var all = new ArrayList<>(temporary());
        all.add(new Unknown("no answer"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("permanent")
    void ifItRefusesTheSecondTimeThatIsThat(Delivery again) {
        first.answer(sms -> again);

        assertThat(sender.sendAgain(sms("7", "text"), "first")).isEqualTo(again);
        assertThat(second.sent()).isEmpty();
    }

    @Test
    void whoIsAloneIsAskedAgainUntilItAnswers() {
        first.answer(sms -> new Unknown("no answer"));
        var alone = new RoutingSender(List.of(new Route("first", Routes.ALL, first, false)));

        assertThat(alone.sendAgain(sms("7", "text"), "first"))
                .isEqualTo(new Unknown("no answer", Optional.of("first")));
        assertThat(first.sent()).hasSize(1);
    }

    @Test
    void ifWhoMayHaveGotItIsConfiguredNoMoreTheOrderCounts() {
        sender.sendAgain(sms("7", "text"), "removed");

        assertThat(first.sent()).hasSize(1);
    }

    @Test
    void everyProviderThatWasAskedIsToldInItsOrder() {
        first.answer(sms -> new Deferred("busy"));
        second.answer(sms -> ACCEPTED);
        var asked = new ArrayList<Asked>();

        sender.send(sms("7", "text"), asked::add);

        assertThat(asked).extracting(Asked::provider).containsExactly("first", "second");
        assertThat(asked)
                .extracting(Asked::delivery)
                .containsExactly(new Deferred("busy"), ACCEPTED);
        assertThat(asked).extracting(Asked::took).noneMatch(Duration::isNegative);
        asked.clear();
        sender.sendAgain(sms("7", "text"), "second", asked::add);
        assertThat(asked).extracting(Asked::provider).containsExactly("second");
        assertThat(sender.providers(sms("7", "text"))).containsExactly("first", "second");
        assertThat(routing("+1", "*").providers(sms("7", "text"))).containsExactly("second");
    }

    @Test
    void aProviderThatIsLeftAloneWasNotAsked() {
        first.answer(sms -> new LeftAlone("at rest", Duration.ofSeconds(7)));
        second.answer(sms -> ACCEPTED);
        var asked = new ArrayList<Asked>();

        sender.send(sms("7", "text"), asked::add);

        assertThat(asked).extracting(Asked::provider).containsExactly("second");
    }

    @Test
    void anErrorOfASenderIsAnAttemptWhoseOutcomeIsUnknown() {
        first.answer(
                sms -> {
                    throw new IllegalStateException("a bug");
                });
        var asked = new ArrayList<Asked>();

        assertThatIllegalStateException()
                .isThrownBy(() -> sender.send(sms("7", "text"), asked::add));

        assertThat(asked).extracting(one -> one.delivery().name()).containsExactly("unknown");
    }

    @Test
    void theRouteThatFitsMostCloselyIsAskedFirst() {
        routing("+41", "+4179 +49").send(sms("7", "text"));

        assertThat(first.sent()).isEmpty();
        assertThat(second.sent()).hasSize(1);
    }

    @Test
    void aProviderIsNotAskedForNumbersOffItsRoutes() {
        first.answer(sms -> new Deferred("busy"));

        assertThat(routing("*", "+49").send(sms("7", "text"))).isEqualTo(new Deferred("busy"));
        assertThat(second.sent()).isEmpty();
    }

    @Test
    void aNumberWithoutAnyRouteIsOursToSetRight() {
        assertThat(routing("+1", "+49").send(sms("7", "text"))).isInstanceOf(Misconfigured.class);
    }

    @Test
    void ifNobodyTakesItItIsTriedAgainWhenTheFirstOfThemCan() {
        first.answer(sms -> new LeftAlone("at rest", Duration.ofSeconds(17)));
        second.answer(sms -> new LeftAlone("at rest", Duration.ofSeconds(7)));

        assertThat(sender.send(sms("7", "text")))
                .isEqualTo(new LeftAlone("at rest", Duration.ofSeconds(7)));
    }

    @Test
    void thereIsAsMuchRoomAsTheOneHasThatHasMost() {
        first.wants(0);
        second.wants(5);
        assertThat(sender.room(7)).isEqualTo(5);

        second.wants(0);
        assertThat(sender.room(7)).isZero();
    }

    private RoutingSender routing(String firstRoutes, String secondRoutes) {
        return new RoutingSender(
                List.of(
                        new Route("first", Routes.parse(firstRoutes), first, false),
                        new Route("second", Routes.parse(secondRoutes), second, false)));
    }
}
