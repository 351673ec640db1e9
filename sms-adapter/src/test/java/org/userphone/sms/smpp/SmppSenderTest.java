package org.userphone.sms.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jsmpp.SMPPConstant.STAT_ESME_RMSGQFUL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.jsmpp.bean.MessageType.SMSC_DEL_RECEIPT;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;
import static org.userphone.sms.smpp.FakeSmsc.deliver;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.FakeProvider;
import org.userphone.sms.ProviderContract;
import org.userphone.sms.Secret;
import org.userphone.sms.route.ReportingSender;

@Timeout(60)
class SmppSenderTest implements ProviderContract {

    private final FakeSmsc smsc = new FakeSmsc();
    private final MovableClock clock = new MovableClock(NOON);
    private final List<SmsSender> senders = new ArrayList<>();
    private Optional<Charset> charset = Optional.empty();

    @AfterEach
    void goAway() {
        senders.forEach(SmsSender::close);
        smsc.close();
    }

    @Test
    void theReferenceIsTheSmscsOwn() {
        assertThat(sender().send(sms("7", "text"))).isEqualTo(new Accepted("smpp", "m1"));
    }

    @Test
    void itIsBoundAsATransceiverOnceForManyMessages() {
        var sender = sender();
        sender.send(sms("7", "text"));
        sender.send(sms("8", "text"));

        assertThat(smsc.binds())
                .singleElement()
                .satisfies(
                        bind -> {
                            assertThat(bind.getBindType()).isEqualTo(BindType.BIND_TRX);
                            assertThat(bind.getSystemId()).isEqualTo("userphone");
                            assertThat(bind.getSystemType()).isEqualTo("VMS");
                        });
    }

    @Test
    void numbersAreInternationalAndAReceiptIsAskedFor() {
        sender().send(sms("7", "text"));

        assertThat(smsc.accepted())
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.getSourceAddr()).isEqualTo("ACME");
                            assertThat(message.getSourceAddrTon())
                                    .isEqualTo(TypeOfNumber.ALPHANUMERIC.value());
                            assertThat(message.getDestAddress()).isEqualTo("41791234567");
                            assertThat(message.getDestAddrTon())
                                    .isEqualTo(TypeOfNumber.INTERNATIONAL.value());
                            assertThat(message.getDestAddrNpi())
                                    .isEqualTo(NumberingPlanIndicator.ISDN.value());
                            assertThat(message.getRegisteredDelivery())
                                    .isEqualTo(SMSCDeliveryReceipt.SUCCESS_FAILURE.value());
                        });
    }

    @Test
    void aSenderOfTheMessageTakesThePlaceOfTheConfigured() {
        sender().send(sms("7", "text", Map.of(), "+4915112345678"));

        assertThat(smsc.accepted())
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.getSourceAddr()).isEqualTo("4915112345678");
                            assertThat(message.getSourceAddrTon())
                                    .isEqualTo(TypeOfNumber.INTERNATIONAL.value());
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "x, 160, ALPHA_DEFAULT, 1",
        "x, 161, ALPHA_DEFAULT, 2",
        "x, 306, ALPHA_DEFAULT, 2",
        "x, 307, ALPHA_DEFAULT, 3",
        "€, 80, ALPHA_DEFAULT, 1",
        "€, 81, ALPHA_DEFAULT, 2",
        "€, 152, ALPHA_DEFAULT, 2",
        "€, 153, ALPHA_DEFAULT, 3",
        "ж, 70, ALPHA_UCS2, 1",
        "ж, 71, ALPHA_UCS2, 2",
        "ж, 134, ALPHA_UCS2, 2",
        "ж, 135, ALPHA_UCS2, 3",
        "🐭, 35, ALPHA_UCS2, 1",
        "🐭, 66, ALPHA_UCS2, 2",
        "🐭, 67, ALPHA_UCS2, 3",
    })
    void aTextTakesAsManyPartsAsItMust(String character, int times, Alphabet coding, int parts) {
        sender().send(sms("7", character.repeat(times)));

        assertThat(smsc.accepted()).hasSize(parts);
        assertThat(smsc.accepted())
                .allMatch(message -> message.getDataCoding() == coding.value())
                .allMatch(message -> message.isUdhi() == parts > 1)
                .allMatch(message -> message.getShortMessage().length <= 160);
        assertThat(smsc.texts()).containsExactly(character.repeat(times));
    }

    @Test
    void anSmscThatReadsLatin1GetsItsDefaultAlphabetInLatin1() {
        charset = Optional.of(ISO_8859_1);
        sender().send(sms("7", "@ Grüezi"));

        assertThat(smsc.accepted())
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.getDataCoding())
                                    .isEqualTo(Alphabet.ALPHA_DEFAULT.value());
                            assertThat(message.getShortMessage())
                                    .isEqualTo("@ Grüezi".getBytes(ISO_8859_1));
                        });
    }

    @Test
    void theHeadersOfARepeatAreThoseOfTheFirstAttempt() {
        var sender = sender();
        sender.send(sms("7", "x".repeat(161)));
        sender.send(sms("7", "x".repeat(161)));
        sender.send(sms("8", "x".repeat(161)));

        var headers = smsc.accepted().stream().map(SmppSenderTest::header).toList();
        assertThat(headers.subList(2, 4)).isEqualTo(headers.subList(0, 2));
        assertThat(headers.subList(4, 6)).doesNotContainAnyElementsOf(headers.subList(0, 2));
    }

    @Test
    void aLongTextMayGoWholeAsMessagePayload() {
        var text = "x".repeat(1000) + "🐭";
        var sender = sender(settings("payload", 10));
        sender.send(sms("7", text));
        sender.send(sms("8", "short"));

        assertThat(smsc.texts()).containsExactly(text, "short");
        assertThat(smsc.accepted())
                .hasSize(2)
                .noneMatch(SubmitSm::isUdhi)
                .extracting(message -> message.getOptionalParameter(Message_payload.class) != null)
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {STAT_ESME_RTHROTTLED, STAT_ESME_RMSGQFUL})
    void aSmscThatHasTooMuchToDoIsGivenTime(int status) {
        smsc.refuse(status);

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Throttled.class);
    }

    @Test
    void aTextOfMorePartsThanCanBeCountedIsRefused() {
        assertThat(sender().send(sms("7", "x".repeat(153 * 255 + 1)))).isInstanceOf(Refused.class);
        assertThat(smsc.binds()).isEmpty();
    }

    @Test
    void whenOnePartIsNotTakenTheMessageIsNot() {
        var submitted = new AtomicInteger();
        smsc.onSubmit(
                session -> {
                    if (submitted.incrementAndGet() == 2) {
                        smsc.behave(FakeProvider.Behaviour.FAILS);
                    }
                });

        assertThat(sender().send(sms("7", "x".repeat(400)))).isInstanceOf(Deferred.class);
        assertThat(submitted).hasValue(2);
    }

    @Test
    void aSmscThatWentAwayIsBoundAgainWhenItIsBack() {
        var sender = sender();
        assertThat(sender.send(sms("7", "before"))).isInstanceOf(Accepted.class);
        smsc.goAway();
        await(() -> sender.send(sms("8", "between")).equals(new Deferred("no connection")));

        smsc.comeBack();
        clock.advance(Duration.ofMinutes(1));

        assertThat(sender.send(sms("9", "after"))).isInstanceOf(Accepted.class);
        assertThat(smsc.texts()).containsExactly("before", "after");
        assertThat(smsc.binds()).hasSize(2);
    }

    @Test
    void aLostConnectionComesBackWithoutAMessage() {
        var sender = sender();
        smsc.goAway();
        assertThat(sender.connect()).contains(new Deferred("no connection"));
        smsc.comeBack();
        assertThat(sender.connect()).as("left alone").isPresent();

        clock.advance(Duration.ofSeconds(1));

        assertThat(sender.connect()).isEmpty();
        assertThat(sender.connect()).isEmpty();
        assertThat(smsc.binds()).hasSize(1);
        assertThat(smsc.texts()).isEmpty();
    }

    @Test
    void aCheckBindsTellsWhatIsWrongAndUnbindsAgain() {
        assertThat(problem(FakeSmsc.PASSWORD)).isEmpty();
        assertThat(smsc.binds()).hasSize(1);
        await(() -> !smsc.isBound());

        assertThat(problem("wrong-pw"))
                .hasValueSatisfying(told -> assertThat(told).doesNotContain("wrong-pw"));
        assertThat(smsc.binds()).hasSize(2);

        smsc.goAway();
        assertThat(problem(FakeSmsc.PASSWORD)).hasValue("no connection");
        assertThat(smsc.texts()).isEmpty();
    }

    private Optional<String> problem(String password) {
        return settings(password, LONG, 10, Duration.ofSeconds(30), false).problem(clock);
    }

    @Test
    void afterABindThatFailedTheSmscIsLeftAloneForWaitsThatDouble() {
        var stranger = stranger();
        var binds = new ArrayList<Integer>();
        for (int second = 0; second < 16; second++) {
            assertThat(stranger.send(sms("7", "text"))).isInstanceOf(Misconfigured.class);
            binds.add(smsc.binds().size());
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(binds).containsExactly(1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5);
    }

    @Test
    void noMoreMessagesAreUnderWayThanTheWindowHolds() throws Exception {
        var pair = new CyclicBarrier(2);
        var now = new AtomicInteger();
        var limit = new AtomicInteger();
        smsc.onSubmit(
                session -> {
                    limit.accumulateAndGet(now.incrementAndGet(), Math::max);
                    pair.await(30, TimeUnit.SECONDS);
                    now.decrementAndGet();
                });
        var sender = sender(settings("udh", 2));
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Delivery> send = () -> sender.send(sms("7", "text"));
            for (var sent : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> send).toList())) {
                assertThat(sent.get()).isInstanceOf(Accepted.class);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(limit).hasValue(2);
        assertThat(smsc.binds()).hasSize(1);
    }

    @Test
    void aReceiptThatComesBeforeTheAnswerIsAcknowledged() {
        var acknowledged = new CountDownLatch(1);
        smsc.onSubmit(
                session -> {
                    deliver(session, "id:m1 stat:DELIVRD err:000", SMSC_DEL_RECEIPT);
                    acknowledged.countDown();
                });

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Accepted.class);
        assertThat(acknowledged.getCount()).isZero();
    }

    @Test
    void aSenderThatIsClosedUnbindsAndIsNotBoundAgain() {
        var sender = sender();
        sender.send(sms("7", "text"));

        sender.close();

        await(() -> smsc.isLeftAlone());
        assertThat(sender.send(sms("8", "text"))).isInstanceOf(Deferred.class);
        assertThat(sender.connect()).as("nothing to complain of").isEmpty();
        assertThat(smsc.binds()).hasSize(1);
    }

    @Test
    void anIdleConnectionIsKeptAlive() {
        sender(settings("udh", 10, Duration.ofSeconds(1))).send(sms("7", "text"));

        await(() -> smsc.enquiries() > 0);
    }

    private static String header(SubmitSm message) {
        return IntStream.range(0, 6)
                .mapToObj(i -> Integer.toString(message.getShortMessage()[i]))
                .collect(joining(" "));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public FakeProvider provider() {
        return smsc;
    }

    @Override
    public SmsSender sender(Duration timeout) {
        return sender(settings(FakeSmsc.PASSWORD, timeout, 10, Duration.ofSeconds(30), false));
    }

    @Override
    public SmsSender stranger() {
        return sender(settings("wrong-pw", LONG, 10, Duration.ofSeconds(30), false));
    }

    @Override
    public List<String> secrets() {
        return List.of(FakeSmsc.PASSWORD, "wrong-pw");
    }

    private SmppProvider settings(String longTexts, int window) {
        return settings(longTexts, window, Duration.ofSeconds(30));
    }

    private SmppProvider settings(String longTexts, int window, Duration keepAlive) {
        return settings(FakeSmsc.PASSWORD, LONG, window, keepAlive, longTexts.equals("payload"));
    }

    private SmppProvider settings(
            String password, Duration timeout, int window, Duration keepAlive, boolean payload) {
        return new SmppProvider(
                "127.0.0.1",
                smsc.port(),
                false,
                "userphone",
                new Secret(password),
                "VMS",
                SmppSource.parse("ACME"),
                timeout,
                keepAlive,
                window,
                payload,
                charset,
                SmppIds.SAME);
    }

    private SmsSender sender(SmppProvider settings) {
        var sender =
                new ReportingSender(
                        "smpp", settings.sender(clock, receipts -> {}), System.getLogger("test"));
        senders.add(sender);
        return sender;
    }
}
