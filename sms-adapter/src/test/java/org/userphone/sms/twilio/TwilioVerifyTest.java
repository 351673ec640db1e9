package org.userphone.sms.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.Secret;
import org.userphone.sms.SenderContract;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;

/** Twilio's Verify API: codes that it makes, sends and checks. */
class TwilioVerifyTest {

    private static final String SENT = "{\"sid\":\"VE1\",\"status\":\"pending\"}";
    private static final ByProvider ORIGIN = new ByProvider("42", Optional.of("VE1"));
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FakeHttp verify = new FakeHttp(request -> new Reply(201, Map.of(), SENT));

    @AfterEach
    void close() {
        verify.close();
    }

    @Test
    void aMessageOrdersACodeForItsNumber() {
        assertThat(sender().send(order())).isEqualTo(new Accepted("42", "VE1"));

        var request = verify.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).hasToString("/v2/Services/VA1/Verifications");
        assertThat(request.text().split("&"))
                .containsExactlyInAnyOrder("To=%2B41791234567", "Channel=sms");
        assertThat(request.headers().getFirst("Authorization"))
                .isEqualTo(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("AC1:token-of-ours".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 60200, Refused",
        "403, 60205, Refused",
        "403, 60410, Refused",
        "403, 60605, Refused",
        "403, 20003, Misconfigured",
        "400, 0, Refused",
        "429, 60203, Refused",
        "429, 60212, Throttled",
        "429, 20429, Throttled",
        "401, 20003, Misconfigured",
        "404, 20404, Misconfigured",
        "500, 0, Deferred",
        "504, 0, Unknown",
    })
    void whatTwilioSaysIsUnderstood(int status, int error, String delivery) {
        verify.answer(request -> new Reply(status, Map.of(), "{\"code\":" + error + "}"));

        assertThat(sender().send(order()).getClass().getSimpleName()).isEqualTo(delivery);
    }

    @Test
    void withoutAnAnswerItIsUnknownAndWithoutAConnectionItIsNot() {
        verify.answer(request -> Reply.NONE);
        assertThat(sender(SHORT).send(order())).isInstanceOf(Unknown.class);

        verify.close();
        assertThat(sender().send(order())).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, approved, true",
        "200, pending, false",
        "200, expired, false",
        "200, max_attempts_reached, false",
        "200, canceled, false",
        "404, , false",
        "400, , false",
    })
    void onlyACodeThatTwilioApprovesIsRight(int status, String state, boolean right) {
        verify.answer(
                request ->
                        new Reply(status, Map.of(), "{\"status\":\"" + state + "\",\"code\":0}"));

        assertThat(checker().isRight(ORIGIN, "123 456")).isEqualTo(right);

        var request = verify.requests().get(0);
        assertThat(request.path()).hasToString("/v2/Services/VA1/VerificationCheck");
        assertThat(request.text().split("&"))
                .containsExactlyInAnyOrder("VerificationSid=VE1", "Code=123+456");
    }

    @Test
    void aCodeThatWasTriedTooOftenIsNotRight() {
        verify.answer(request -> new Reply(429, Map.of(), "{\"code\":60202}"));

        assertThat(checker().isRight(ORIGIN, "123456")).isFalse();
    }

    @Test
    void whateverSaysNothingAboutTheCodeIsNoAnswer() {
        var silence =
                List.of(
                        new Reply(500),
                        new Reply(401, Map.of(), "{\"code\":20003}"),
                        new Reply(429, Map.of(), "{\"code\":20429}"),
                        new Reply(200, Map.of(), "<html>Welcome to the hotel</html>"),
                        new Reply(200, Map.of(), "{}"),
                        Reply.NONE);
        for (var reply : silence) {
            verify.answer(request -> reply);
            assertUnavailable(reply == Reply.NONE ? SHORT : LONG);
        }
        verify.close();
        assertUnavailable(LONG);
    }

    private void assertUnavailable(Duration timeout) {
        assertRejected(
                Reason.CODE_CHECK_UNAVAILABLE, () -> checker(timeout).isRight(ORIGIN, "123456"));
    }

    private TwilioProvider twilio(Duration timeout) {
        return new TwilioProvider(
                "42",
                new TwilioAccount("AC1", new Secret("token-of-ours")),
                "",
                Optional.empty(),
                List.of(),
                Optional.of("VA1"),
                new TwilioClient(verify.url(""), verify.url(""), timeout));
    }

    private SmsSender sender() {
        return sender(LONG);
    }

    private SmsSender sender(Duration timeout) {
        return twilio(timeout).sender(new MovableClock(NOON), SenderContract.NO_RECEIPTS);
    }

    private CodeChecker checker() {
        return checker(LONG);
    }

    private CodeChecker checker(Duration timeout) {
        return twilio(timeout).codeChecker().orElseThrow();
    }

    private static Sms order() {
        return sms("7", "");
    }
}
