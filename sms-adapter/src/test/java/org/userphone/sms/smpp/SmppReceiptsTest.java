package org.userphone.sms.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jsmpp.SMPPConstant.STAT_ESME_RX_T_APPN;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;
import static org.userphone.sms.smpp.FakeSmsc.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.KeptLog;
import org.userphone.sms.Secret;

/** Receipts over a real session of an SMSC. */
@Timeout(60)
class SmppReceiptsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeSmsc smsc = new FakeSmsc();
    private final List<Receipt> received = new CopyOnWriteArrayList<>();
    private final List<SmsSender> senders = new ArrayList<>();
    private final KeptLog log = new KeptLog();

    @AfterEach
    void goAway() {
        senders.forEach(SmsSender::close);
        smsc.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, true,",
        "UNDELIV, false, 'undeliverable, error 1A'",
        "EXPIRED, false, 'expired, error 1A'",
        "DELETED, false, 'deleted, error 1A'",
        "REJECTD, false, 'rejected, error 1A'",
        "DELIVERED, true,",
        "delivrd, true,",
        "2, true,",
        "FAILED, false, 'undeliverable, error 1A'",
        "UNDELIVERABLE, false, 'undeliverable, error 1A'",
        "UNDELIVERED, false, 'undeliverable, error 1A'",
        "UNDELIVRD, false, 'undeliverable, error 1A'",
        "UNDL, false, 'undeliverable, error 1A'",
        "NOT_DELIVERED, false, 'undeliverable, error 1A'",
        "5, false, 'undeliverable, error 1A'",
        "CANCELLED, false, 'deleted, error 1A'",
        "REJECTED, false, 'rejected, error 1A'",
    })
    void aReceiptIsReadByItsText(String state, boolean delivered, String reason) throws Exception {
        receive(text("m1", state));

        assertThat(received).containsExactly(receipt("m1", delivered, reason));
    }

    @ParameterizedTest
    @CsvSource({"ENROUTE", "ACCEPTD", "ACCEPTED", "BUFFRED", "ACKED", "1"})
    void whatIsNotFinalIsAcknowledgedAndForgotten(String state) throws Exception {
        receive(text("m1", state));

        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN", "SOMETHING", "7", "11"})
    void aStateThatNobodyKnowsIsLoggedAndCountedAndNotDropped(String state) throws Exception {
        receive(text("m1", state));

        assertThat(received)
                .containsExactly(Receipt.notUnderstood(new Reference("smpp", "m1"), state, NOON));
        assertThat(log.lines())
                .anyMatch(line -> line.contains("a state that is not known here: " + state));
    }

    @Test
    void aReceiptMayComeAsDataSmWithParametersOnly() throws Exception {
        dataSm(new Receipted_message_id("m1"), new Message_state((byte) 2));

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    @Test
    void aReceiptMayComeAsDataSmWithItsTextInThePayload() throws Exception {
        dataSm(new Message_payload(text("m1", "UNDELIV").getBytes(US_ASCII)));

        assertThat(received).containsExactly(receipt("m1", false, "undeliverable, error 1A"));
    }

    @Test
    void theTextOfAReceiptMayBeInThePayload() throws Exception {
        receive("", new Message_payload(text("m1", "DELIVRD").getBytes(US_ASCII)));

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    @Test
    void theTextOfAReceiptMayBeInUcs2() throws Exception {
        deliver(
                session(),
                text("m1", "DELIVRD").getBytes(UTF_16BE),
                MessageType.SMSC_DEL_RECEIPT,
                Alphabet.ALPHA_UCS2);

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    @Test
    void linesAndCommasPartTheFieldsOfATextAsBlanksDo() throws Exception {
        receive("id:m1\nsub:001,dlvrd:000,stat:EXPIRED;err:1A");

        assertThat(received).containsExactly(receipt("m1", false, "expired, error 1A"));
    }

    @Test
    void anIdMayLackItsClosingNul() throws Exception {
        receive(
                "",
                new OptionalParameter.OctetString(
                        OptionalParameter.Tag.RECEIPTED_MESSAGE_ID.code(), "m1"),
                new Message_state((byte) 2));

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    @Test
    void aMessageWithTheIdOfAnotherIsAReceiptEvenIfItsClassDoesNotSaySo() throws Exception {
        deliver(
                session(),
                text("m1", "DELIVRD"),
                MessageType.DEFAULT,
                new Receipted_message_id("m1"));

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    /** What these say of the message is for those to find out who have recorded its parts. */
    @Test
    void aLongMessageIsKnownByItsPartsAndEachOfThemHasReceiptsOfItsOwn() throws Exception {
        assertThat(sender(SmppIds.SAME, received::addAll).send(sms("7", "long ".repeat(70))))
                .isEqualTo(new Accepted("smpp", "m3", List.of("m1", "m2", "m3")));

        smsc.deliverReceipt(text("m3", "DELIVRD"));
        smsc.deliverReceipt(text("m1", "UNDELIV"));

        assertThat(received)
                .containsExactly(
                        receipt("m3", true, null), receipt("m1", false, "undeliverable, error 1A"));
    }

    private void dataSm(OptionalParameter... parameters) throws Exception {
        session()
                .dataShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "41791234567",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "ACME",
                        new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
                        new RegisteredDelivery(),
                        new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
                        parameters);
    }

    @Test
    void theParametersOfAReceiptCountMoreThanItsText() throws Exception {
        receive(
                text("other", "DELIVRD"),
                new Receipted_message_id("m1"),
                new Message_state((byte) 5));

        assertThat(received).containsExactly(receipt("m1", false, "undeliverable, error 1A"));
    }

    @Test
    void parametersAloneAreEnough() throws Exception {
        receive("", new Receipted_message_id("m1"), new Message_state((byte) 2));

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    @Test
    void whatIsNoReceiptOrCannotBeReadIsAcknowledgedAndForgotten() throws Exception {
        receive("Hello! +41791234567");
        deliver(session(), text("m1", "DELIVRD"), MessageType.DEFAULT);

        assertThat(received).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.contains("41791234567"));
    }

    @Test
    void aReceiptThatCannotBeRecordedIsLeftToTheSmscToRepeat() throws Exception {
        sender(
                        SmppIds.SAME,
                        receipts -> {
                            throw new IllegalStateException("no database");
                        })
                .send(sms("7", "text"));

        assertThatThrownBy(
                        () ->
                                deliver(
                                        smsc.session(),
                                        text("m1", "DELIVRD"),
                                        MessageType.SMSC_DEL_RECEIPT))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        no -> assertThat(no.getCommandStatus()).isEqualTo(STAT_ESME_RX_T_APPN));
    }

    @Test
    void aReceiptMayComeBeforeTheAnswerAndAgain() throws Exception {
        var sender = sender(SmppIds.SAME, received::addAll);
        smsc.onSubmit(
                session -> {
                    deliver(session, text("m1", "DELIVRD"), MessageType.SMSC_DEL_RECEIPT);
                    deliver(session, text("m1", "DELIVRD"), MessageType.SMSC_DEL_RECEIPT);
                });

        assertThat(sender.send(sms("7", "text"))).isEqualTo(new Accepted("smpp", "m1"));

        assertThat(received).containsExactly(receipt("m1", true, null), receipt("m1", true, null));
    }

    @Test
    void aReceiptIsTakenBeforeAnythingIsSent() throws Exception {
        assertThat(sender(SmppIds.SAME, received::addAll).connect()).isEmpty();

        smsc.deliverReceipt(text("m1", "DELIVRD"));

        assertThat(received).containsExactly(receipt("m1", true, null));
    }

    @Test
    void theIdsOfAnAnswerAndOfAReceiptMayBeWrittenInTwoWays() {
        for (var ids :
                Map.of(SmppIds.HEX_DECIMAL, "00001A2F 6703", SmppIds.DECIMAL_HEX, "6703 1a2F")
                        .entrySet()) {
            var both = ids.getValue().split(" ");
            assertThat(ids.getKey().ofAnswer(both[0]))
                    .isEqualTo(ids.getKey().ofText(both[1]))
                    .isEqualTo("1a2f");
        }
        assertThat(SmppIds.HEX_DECIMAL.ofText("no-number")).isEqualTo("no-number");
        assertThat(SmppIds.SAME.ofText("0001")).isEqualTo("0001");
    }

    @Test
    void theIdOfAReceiptIsReadAsItIsConfigured() throws Exception {
        sender(SmppIds.HEX_DECIMAL, received::addAll).send(sms("7", "text"));

        deliver(smsc.session(), text("0010", "DELIVRD"), MessageType.SMSC_DEL_RECEIPT);

        assertThat(received).containsExactly(receipt("a", true, null));
    }

    private SMPPServerSession session() {
        if (senders.isEmpty()) {
            sender(SmppIds.SAME, received::addAll).send(sms("7", "text"));
        }
        return smsc.session();
    }

    private void receive(String text, OptionalParameter... parameters) throws Exception {
        deliver(session(), text, MessageType.SMSC_DEL_RECEIPT, parameters);
    }

    private static String text(String id, String state) {
        return "id:"
                + id
                + " sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:"
                + state
                + " err:1A text:A1B2C3 is your c";
    }

    private static Receipt receipt(String id, boolean delivered, String reason) {
        return new Receipt(
                new Reference("smpp", id), delivered, Optional.ofNullable(reason), NOON, true);
    }

    private SmsSender sender(SmppIds ids, Consumer<List<Receipt>> receipts) {
        var settings =
                new SmppProvider(
                        "127.0.0.1",
                        smsc.port(),
                        false,
                        "userphone",
                        new Secret(FakeSmsc.PASSWORD),
                        "",
                        SmppSource.parse("ACME"),
                        LONG,
                        LONG,
                        10,
                        false,
                        Optional.empty(),
                        ids);
        var sender = settings.sender(new MovableClock(NOON), receipts);
        senders.add(sender);
        return sender;
    }
}
