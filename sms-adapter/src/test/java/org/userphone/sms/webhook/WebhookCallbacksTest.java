package org.userphone.sms.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.NOON;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.sms.Callback;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;
import org.userphone.sms.Secret;

/** Receipts of a webhook, from bytes and headers as they come. */
class WebhookCallbacksTest {

    private static final String KEY = "a-signing-key-of-ours";
    private static final String OLD_KEY = "the-key-before-that-one";

    private final MovableClock clock = new MovableClock(NOON);

    @Test
    void aReceiptOfTheWebhookIsReadIfOneOfItsKeysSignedIt() {
        var body = "{\"id\":\"300\",\"state\":\"delivered\",\"at\":\"2026-11-23T11:59:00Z\"}";
        var at = NOON.truncatedTo(ChronoUnit.HOURS).minusSeconds(60);
        var expected =
                new Receipt(new Reference("webhook", "300"), true, Optional.empty(), at, true);

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

    private List<Receipt> webhook(String signature, String body) {
        var keys = List.of(new Secret(KEY), new Secret(OLD_KEY));
        return new WebhookCallbacks(keys, clock)
                .read(
                        new Callback(
                                "webhook", Optional.empty(), Optional.of(signature), bytes(body)));
    }

    private String signature(String key, String body) {
        return new WebhookSignature(List.of(new Secret(key))).of(bytes(body), clock.instant());
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
