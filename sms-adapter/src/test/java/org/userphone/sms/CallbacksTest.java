package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.NOON;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.InMemory;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.InMemorySmsProviders;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.provider.ProviderConfig;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.provider.SmsConfiguration;
import org.userphone.domain.provider.SmsConfiguration.Change;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/** Receipts by HTTP, from bytes and headers as they come. */
class CallbacksTest {

    private static final String SID = "SM0123456789abcdef0123456789abcdef";
    private static final String FORM =
            "SmsSid="
                    + SID
                    + "&SmsStatus=delivered&MessageStatus=delivered&To=%2B41791234567&MessageSid="
                    + SID
                    + "&AccountSid=AC0123456789abcdef0123456789abcdef&From=ACME+Inc&ApiVersion=2010-04-01";

    /**
     * Made elsewhere, with Python's hmac and base64, under first-token and second-token: the URL
     * and the fields in the order of their names.
     */
    private static final String SIGNED = "AqUrpIw0pVtf/kj4cxBOybJQe6A=";

    private static final String SIGNED_BY_SECOND = "Vu1WqjVcC7fkzOh1XyF64yzuJ4A=";

    private static final String KEY = "a-signing-key-of-ours";
    private static final String OLD_KEY = "the-key-before-that-one";

    private final MovableClock clock = new MovableClock(NOON);
    private final InMemorySmsProviders providers = new InMemorySmsProviders(new InMemory());

    @Test
    void twiliosReceiptIsReadIfOneOfOurTokensSignedIt() {
        var expected = receipt("twilio", SID, true, null);
        assertThat(twilio(SIGNED, FORM)).containsExactly(expected);
        assertThat(twilio(SIGNED_BY_SECOND, FORM)).containsExactly(expected);
    }

    @Test
    void aReceiptThatTwilioDidNotSignIsForged() {
        for (var body : List.of(FORM + "&x=y", FORM.replace("delivered", "failed"), "", "%")) {
            assertThatThrownBy(() -> twilio(SIGNED, body)).isInstanceOf(Rejection.class);
        }
        assertRejected(Reason.RECEIPT_FORGED, () -> twilio("", FORM));
        assertRejected(Reason.RECEIPT_FORGED, () -> twilio(SIGNED.toLowerCase(), FORM));
        assertRejected(
                Reason.RECEIPT_FORGED, () -> twilio(SIGNED, FORM.replace("SM0123", "SM0124")));
        assertRejected(
                Reason.RECEIPT_FORGED,
                () ->
                        twilio().read(
                                        new Callback(
                                                "twilio",
                                                Optional.empty(),
                                                Optional.empty(),
                                                bytes(FORM))));
    }

    @ParameterizedTest
    @CsvSource({
        "delivered,, true,",
        "read,, true,",
        "undelivered, 30003, false, Twilio error 30003",
        "failed,, false, Twilio: failed",
        "canceled,, false, Twilio: canceled",
    })
    void twiliosFinalStatesAreKnown(String status, String error, boolean delivered, String reason) {
        var form = "MessageSid=SM1&MessageStatus=" + status;
        var body = error == null ? form : form + "&ErrorCode=" + error;

        assertThat(twilio(sign(body), body))
                .containsExactly(receipt("twilio", "SM1", delivered, reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "sending", "sent", "accepted", "something"})
    void whatTwilioSaysInBetweenChangesNothing(String status) {
        var body = "MessageSid=SM1&MessageStatus=" + status;

        assertThat(twilio(sign(body), body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MessageSid=SM1",
                "MessageStatus=delivered",
                "MessageSid=&MessageStatus=delivered"
            })
    void aFormWithoutItsFieldsIsMalformed(String body) {
        assertRejected(Reason.INVALID_REQUEST, () -> twilio(sign(body), body));
    }

    @Test
    void aReceiptOfTheWebhookIsReadIfOneOfItsKeysSignedIt() {
        var body = "{\"id\":\"300\",\"state\":\"delivered\",\"at\":\"2026-11-23T11:59:00Z\"}";
        var at = NOON.truncatedTo(ChronoUnit.HOURS).minusSeconds(60);
        var expected = new Receipt(new Reference("webhook", "300"), true, Optional.empty(), at);

        assertThat(webhook(signature(KEY, body), body)).containsExactly(expected);
        assertThat(webhook(signature(OLD_KEY, body), body)).containsExactly(expected);
    }

    @Test
    void aReceiptOfTheWebhookThatIsSignedLongAgoOrByOthersIsForged() {
        var body = "{\"id\":\"300\",\"state\":\"delivered\"}";
        var signature = signature(KEY, body);
        clock.advance(WebhookSignature.TOLERANCE);
        assertThat(webhook(signature, body)).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertRejected(Reason.RECEIPT_FORGED, () -> webhook(signature, body));
        assertRejected(
                Reason.RECEIPT_FORGED,
                () -> webhook(signature(KEY, body), body.replace("300", "301")));
        assertRejected(
                Reason.RECEIPT_FORGED, () -> webhook(signature("another-key-of-some", body), body));
        for (var header :
                List.of("", "t=,v1=", "v1=00", "t=1", "t=99999999999999999999,v1=00", ",,")) {
            assertRejected(Reason.RECEIPT_FORGED, () -> webhook(header, body));
        }
    }

    @Test
    void aWebhookMaySendManyReceiptsAtOnce() {
        var body =
                """
                [{"id":"1","state":"delivered"},
                 {"reference":"2","state":"undelivered","reason":"no such number +41791234567"},
                 {"id":"3","state":"accepted"}]
                """;

        assertThat(webhook(signature(KEY, body), body))
                .containsExactly(
                        receipt("webhook", "1", true, null),
                        receipt("webhook", "2", false, "no such number ..."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "7",
                "[7]",
                "{\"state\":\"delivered\"}",
                "{\"id\":7,\"state\":\"delivered\"}",
                "{\"id\":\" \",\"state\":\"delivered\"}",
                "{\"id\":\"1\"}",
                "{\"id\":\"1\",\"state\":\"maybe\"}",
                "{\"id\":\"1\",\"state\":\"delivered\",\"at\":\"now\"}",
            })
    void whatIsNoReceiptIsMalformed(String body) {
        assertRejected(Reason.INVALID_REQUEST, () -> webhook(signature(KEY, body), body));
    }

    @Test
    void aTimeThatCannotBeIsNow() {
        for (var at : List.of("-999999999-01-01T00:00:00Z", "2030-01-01T00:00:00Z")) {
            var body = "{\"id\":\"1\",\"state\":\"delivered\",\"at\":\"" + at + "\"}";
            assertThat(webhook(signature(KEY, body), body))
                    .containsExactly(receipt("webhook", "1", true, null));
        }
    }

    @Test
    void onlyTheConfiguredProviderSendsReceipts() {
        var body = "{\"id\":\"300\",\"state\":\"delivered\"}";
        var signed =
                new Callback(
                        "webhook",
                        Optional.empty(),
                        Optional.of(signature(KEY, body)),
                        bytes(body));
        for (var reader : List.of(twilio(), readers(Map.of()))) {
            assertRejected(Reason.RECEIPT_PROVIDER_UNKNOWN, () -> reader.read(signed));
        }
        var form = new Callback("twilio", Optional.of(SIGNED), Optional.empty(), bytes(FORM));
        for (var reader : List.of(webhook(), readers(SenderSettingsTest.TWILIO))) {
            assertRejected(Reason.RECEIPT_PROVIDER_UNKNOWN, () -> reader.read(form));
        }
    }

    @Test
    void aProviderInTheDatabaseSendsReceiptsUnderItsIdAndByItsOwnSecret() {
        configure(
                provider("41", new Twilio("AC1", "ACME", "first-token")),
                provider("42", new Http("https://hook.example/", KEY, Optional.empty())));
        var readers = readers(Map.of("userphone.sms.receipts.url", "https://phone.example.com"));
        var form = "MessageSid=SM1&MessageStatus=delivered";
        var body = "{\"id\":\"300\",\"state\":\"delivered\"}";

        assertThat(
                        readers.read(
                                new Callback(
                                        "41",
                                        Optional.of(sign("41", form)),
                                        Optional.empty(),
                                        bytes(form))))
                .containsExactly(receipt("41", "SM1", true, null));
        assertThat(
                        readers.read(
                                new Callback(
                                        "42",
                                        Optional.empty(),
                                        Optional.of(signature(KEY, body)),
                                        bytes(body))))
                .containsExactly(receipt("42", "300", true, null));
        assertRejected(
                Reason.RECEIPT_FORGED,
                () ->
                        readers.read(
                                new Callback(
                                        "42",
                                        Optional.empty(),
                                        Optional.of(signature(OLD_KEY, body)),
                                        bytes(body))));
    }

    private void configure(SmsProvider... configured) {
        var position = new EventPosition(1, NOON);
        providers.keep(
                new Change(
                        new SmsConfiguration(1, List.of(configured)),
                        new InstanceEvent(
                                position,
                                new Editor("admin"),
                                InstanceEvent.TWILIO_ADDED,
                                Map.of())));
    }

    private static SmsProvider provider(String id, ProviderConfig config) {
        return new SmsProvider(id, false, Routes.ALL, "", config, NOON, new EventPosition(1, NOON));
    }

    @Test
    void anAddressForReceiptsThatIsNoneStopsTheStart() {
        var configured = new HashMap<>(SenderSettingsTest.TWILIO);
        configured.put("userphone.sms.receipts.url", "phone");

        assertThatThrownBy(() -> readers(configured))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("userphone.sms.receipts.url");
    }

    private List<Receipt> twilio(String signature, String body) {
        return twilio().read(
                        new Callback(
                                "twilio", Optional.of(signature), Optional.empty(), bytes(body)));
    }

    private List<Receipt> webhook(String signature, String body) {
        return webhook()
                .read(
                        new Callback(
                                "webhook", Optional.empty(), Optional.of(signature), bytes(body)));
    }

    private CallbackReader twilio() {
        var configured = new HashMap<>(SenderSettingsTest.TWILIO);
        configured.put("userphone.sms.twilio.token", "first-token");
        configured.put("userphone.sms.receipts.tokens", "old-token, second-token");
        configured.put("userphone.sms.receipts.url", "https://phone.example.com/");
        return readers(configured);
    }

    private CallbackReader webhook() {
        var configured = new HashMap<>(SenderSettingsTest.WEBHOOK);
        configured.put("userphone.sms.webhook.keys", KEY + "," + OLD_KEY);
        return readers(configured);
    }

    private CallbackReader readers(Map<String, String> configured) {
        return new ConfiguredCallbacks(Configured.settings(configured), providers, clock);
    }

    private String signature(String key, String body) {
        return new WebhookSignature(List.of(new Secret(key))).of(bytes(body), clock.instant());
    }

    /** For forms of a few fields that are in order already. */
    private static String sign(String form) {
        return sign("twilio", form);
    }

    private static String sign(String provider, String form) {
        var sorted = new TreeMap<String, String>();
        for (var field : form.split("&")) {
            sorted.put(field.split("=")[0], field.split("=", 2)[1]);
        }
        var signed = new StringBuilder("https://phone.example.com/sms/receipts/" + provider);
        sorted.forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes("first-token"), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(signed.toString())));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Receipt receipt(String provider, String id, boolean delivered, String reason) {
        return new Receipt(
                new Reference(provider, id),
                delivered,
                Optional.ofNullable(reason),
                clock.instant());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
