package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.RETRIES;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Tracing;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.RetiredKey;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.sms.Delivery.LeftAlone;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.RecordingSender;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.sms.Configured;
import org.userphone.sms.SenderContract;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;

class ChangingSenderTest {

    private static final RetiredKey BEFORE = new RetiredKey("key-before", NOON.plusSeconds(60));

    private final FakeHttp first = new FakeHttp(request -> new Reply(200));
    private final FakeHttp second = new FakeHttp(request -> new Reply(200));
    private final RecordingSender settled = new RecordingSender();
    private final MovableClock clock = new MovableClock(NOON);
    private volatile List<SmsProvider> active = List.of();
    private Runnable meanwhile = () -> {};
    private final ChangingSender sender =
            new ChangingSender(
                    settled,
                    () -> {
                        meanwhile.run();
                        return active;
                    },
                    new ProviderTypes(Configured.settings("userphone.sms.webhook.private", "true")),
                    new ResilientSenders(
                            RETRIES,
                            clock,
                            SenderContract.NO_RECEIPTS,
                            Tracing.OFF,
                            System.getLogger("test")),
                    clock);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void asLongAsNoneIsActiveThoseOfTheSettingsSend() {
        sender.send(sms("7", "text"));

        assertThat(settled.sent()).hasSize(1);
    }

    @Test
    void oneThatIsActivatedSendsFromTheNextLookOnAndNobodyElse() {
        sender.send(sms("7", "text"));
        active = List.of(provider("1", first.url("/sms")));
        sender.send(sms("8", "text"));
        assertThat(first.requests()).isEmpty();

        clock.advance(ChangingSender.MAX_AGE);
        sender.send(sms("9", "text"));

        assertThat(first.requests())
                .singleElement()
                .satisfies(
                        request ->
                                assertThat(request.text()).contains("\"provider\":{\"id\":\"1\"}"));
        assertThat(settled.sent()).hasSize(2);
    }

    @Test
    void theyAreAskedInTheirOrderAndHandOnWhatFailsForAWhile() {
        first.answer(request -> new Reply(503));
        active = List.of(provider("1", first.url("/")), provider("2", second.url("/")));

        sender.send(sms("7", "text"));

        assertThat(first.requests()).hasSize(1);
        assertThat(second.requests()).hasSize(1);
    }

    @Test
    void afterAnAnswerThatNeverCameTheSameProviderIsAskedFirst() {
        first.answer(request -> new Reply(504));
        active = List.of(provider("1", first.url("/")), provider("2", second.url("/")));
        assertThat(sender.send(sms("7", "text")))
                .isEqualTo(new Unknown("HTTP status 504", Optional.of("1")));

        first.answer(request -> new Reply(200));
        sender.sendAgain(sms("7", "text"), "1");

        assertThat(first.requests())
                .extracting(request -> request.headers().getFirst("Idempotency-Key"))
                .containsExactly("7", "7");
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void aProviderThatStaysAsItIsKeepsItsRest() {
        first.answer(request -> new Reply(429));
        active = List.of(provider("1", first.url("/")));
        sender.send(sms("7", "text"));

        clock.advance(ChangingSender.MAX_AGE);
        assertThat(sender.send(sms("8", "text"))).isInstanceOf(LeftAlone.class);
        assertThat(first.requests()).hasSize(1);

        active = List.of(provider("1", first.url("/elsewhere")));
        clock.advance(ChangingSender.MAX_AGE);
        sender.send(sms("9", "text"));
        assertThat(first.requests()).hasSize(2);
    }

    @Test
    void theBreakersAreThoseOfTheProvidersThatThereAreNow() {
        active = List.of(provider("1", first.url("/")), provider("2", second.url("/")));
        sender.room(1);
        assertThat(sender.breakers()).containsOnlyKeys("1", "2");

        active = List.of(provider("2", second.url("/")));
        clock.advance(ChangingSender.MAX_AGE);
        sender.room(1);
        assertThat(sender.breakers()).containsOnlyKeys("2");
    }

    @Test
    void aMessageUnderWayDoesNotBringTheBreakerOfARemovedProviderBack() {
        active = List.of(provider("1", first.url("/")));
        first.answer(
                request -> {
                    active = List.of();
                    clock.advance(ChangingSender.MAX_AGE);
                    sender.room(1);
                    return new Reply(500);
                });

        sender.send(sms("7", "text"));

        assertThat(sender.breakers()).isEmpty();
    }

    @Test
    void theRoomIsThatOfWhoeverSendsNow() {
        settled.wants(7);
        assertThat(sender.room(10)).isEqualTo(7);

        active = List.of(provider("1", first.url("/")));
        clock.advance(ChangingSender.MAX_AGE);
        assertThat(sender.room(10)).isEqualTo(10);
    }

    @Test
    void aServiceOfTwiliosMakesTheCodesOfTheNumbersThatItIsAskedForFirst() {
        active =
                List.of(
                        twilio("1", Routes.parse("+41"), Optional.of("VA1")),
                        twilio("2", Routes.ALL, Optional.empty()));

        assertThat(sender.makesCode(new PhoneNumber("+41791234567"))).contains("1");
        assertThat(sender.makesCode(new PhoneNumber("+4930123456"))).isEmpty();
    }

    @Test
    void whoeverComesWhileAnotherLooksGoesOnByWhatWasSeenBefore() {
        sender.send(sms("7", "text"));
        clock.advance(ChangingSender.MAX_AGE);
        meanwhile = () -> CompletableFuture.runAsync(() -> sender.send(sms("8", "text"))).join();

        sender.send(sms("9", "text"));

        assertThat(settled.sent()).extracting(Sms::id).containsExactly("7", "8", "9");
    }

    private static SmsProvider twilio(String id, Routes routes, Optional<String> verify) {
        return new SmsProvider(
                id,
                true,
                routes,
                "",
                new Twilio("AC1", "ACME", "token", verify),
                NOON,
                new EventPosition(1, NOON));
    }

    @Test
    void aRetiredKeySignsUntilItsTimeIsOver() {
        active = List.of(provider("1", first.url("/")));
        sender.send(sms("7", "text"));
        clock.advance(Duration.ofSeconds(60));
        sender.send(sms("8", "text"));

        assertThat(first.requests())
                .extracting(request -> request.headers().getFirst("ZITADEL-Signature"))
                .extracting(signature -> signature.split("v1=").length - 1)
                .containsExactly(2, 1);
    }

    private static SmsProvider provider(String id, URI endpoint) {
        return new SmsProvider(
                id,
                true,
                Routes.ALL,
                "",
                new Http(endpoint.toString(), "key-of-the-endpoint", Optional.of(BEFORE)),
                NOON,
                new EventPosition(1, NOON));
    }
}
