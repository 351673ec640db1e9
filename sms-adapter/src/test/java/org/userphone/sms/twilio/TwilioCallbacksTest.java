package org.userphone.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.NOON;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.sms.Secret;

/** Receipts of Twilio, from bytes and headers as they come. */
class TwilioCallbacksTest {

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

    private final MovableClock clock = new MovableClock(NOON);

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

    @ParameterizedTest
    @CsvSource({
        "https://phone.example.com/sms/receipts/twilio,"
                + " https://phone.example.com:443/sms/receipts/twilio",
        "https://phone.example.com:443/sms/receipts/twilio,"
                + " https://phone.example.com/sms/receipts/twilio",
        "https://phone.example.com:8443/sms/receipts/twilio,"
                + " https://phone.example.com/sms/receipts/twilio",
        "http://phone.example.com/sms/receipts/twilio?a=b,"
                + " http://phone.example.com:80/sms/receipts/twilio?a=b",
    })
    void theUrlMayBeSignedWithAndWithoutItsPort(URI ours, String signed) {
        var body = "MessageSid=SM1&MessageStatus=delivered";

        assertThat(
                        twilio(ours)
                                .read(
                                        new Callback(
                                                "twilio",
                                                Optional.of(sign(signed, body)),
                                                Optional.empty(),
                                                bytes(body))))
                .containsExactly(receipt("twilio", "SM1", true, null));
    }

    @Test
    void anotherPortThanOursIsForged() {
        var body = "MessageSid=SM1&MessageStatus=delivered";

        assertRejected(
                Reason.RECEIPT_FORGED,
                () -> twilio(sign("https://phone.example.com:1/sms/receipts/twilio", body), body));
    }

    /** Twilio's own libraries sign each value of a repeated field once, in order. */
    @Test
    void aFieldMayBeRepeated() {
        var signature =
                sign(
                        "https://phone.example.com/sms/receipts/twilio",
                        "MessageSid=SM1&MessageStatus=delivered&TagaTag=b");

        assertThat(twilio(signature, "Tag=b&MessageSid=SM1&Tag=a&MessageStatus=delivered&Tag=b"))
                .containsExactly(receipt("twilio", "SM1", true, null));
    }

    private List<Receipt> twilio(String signature, String body) {
        return twilio().read(
                        new Callback(
                                "twilio", Optional.of(signature), Optional.empty(), bytes(body)));
    }

    private CallbackReader twilio() {
        return twilio(URI.create("https://phone.example.com/sms/receipts/twilio"));
    }

    private CallbackReader twilio(URI url) {
        var tokens = Stream.of("first-token", "old-token", "second-token").map(Secret::new);
        return new TwilioCallbacks(url, tokens.toList(), clock);
    }

    /** For forms of a few fields that are in order already. */
    private static String sign(String form) {
        return sign("https://phone.example.com/sms/receipts/twilio", form);
    }

    private static String sign(String url, String form) {
        var sorted = new TreeMap<String, String>();
        for (var field : form.split("&")) {
            sorted.put(field.split("=")[0], field.split("=", 2)[1]);
        }
        var signed = new StringBuilder(url);
        sorted.forEach((name, value) -> signed.append(name).append(value));
        return Base64.getEncoder()
                .encodeToString(
                        new Secret("first-token").hmac("HmacSHA1", bytes(signed.toString())));
    }

    private Receipt receipt(String provider, String id, boolean delivered, String reason) {
        return new Receipt(
                new Reference(provider, id),
                delivered,
                Optional.ofNullable(reason),
                clock.instant(),
                true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
