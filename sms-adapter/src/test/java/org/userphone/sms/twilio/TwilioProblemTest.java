package org.userphone.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.sms.Secret;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;
import org.userphone.sms.http.FakeHttp.Request;

/** What a check before the start tells of an account at Twilio. */
@Timeout(60)
class TwilioProblemTest {

    private static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);
    private static final String SERVICE = "VA" + "0123456789abcdef".repeat(2);

    private final FakeHttp twilio = new FakeHttp(TwilioProblemTest::active);

    @AfterEach
    void close() {
        twilio.close();
    }

    private static Reply active(Request request) {
        return new Reply(200, Map.of(), "{\"status\":\"active\"}");
    }

    @Test
    void anAccountThatIsActiveHasNoneAndGetsNoMessage() {
        assertThat(problem(Optional.empty())).isEmpty();

        assertThat(twilio.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("GET /2010-04-01/Accounts/" + ACCOUNT + ".json");
        assertThat(twilio.requests().get(0).headers().getFirst("Authorization"))
                .isEqualTo(account().authorization());
    }

    @ParameterizedTest
    @CsvSource({
        "401, '{\"code\":20003}', 'HTTP status 401, Twilio error 20003'",
        "404, '{}', HTTP status 404",
        "200, '{\"status\":\"suspended\"}', the account is suspended",
        "200, '{\"status\":\"closed\"}', the account is closed",
    })
    void whatTwilioSaysIsTold(int status, String body, String told) {
        twilio.answer(request -> new Reply(status, Map.of(), body));

        assertThat(problem(Optional.empty())).hasValue(told);
    }

    @Test
    void aServiceOfTheVerifyApiIsLookedForToo() {
        assertThat(problem(Optional.of(SERVICE))).isEmpty();

        twilio.answer(
                request ->
                        request.path().getPath().contains("Services")
                                ? new Reply(404, Map.of(), "{\"code\":20404}")
                                : active(request));
        assertThat(problem(Optional.of(SERVICE))).hasValue("HTTP status 404, Twilio error 20404");
    }

    @Test
    void aTwilioThatIsNotThereIsTold() {
        var url = twilio.url("");
        twilio.close();

        assertThat(problem(url, Optional.empty())).hasValue("no connection");
    }

    private Optional<String> problem(Optional<String> service) {
        return problem(twilio.url(""), service);
    }

    private static Optional<String> problem(URI url, Optional<String> service) {
        return new TwilioProvider(
                        "twilio",
                        account(),
                        "+41790000000",
                        Optional.empty(),
                        List.of(),
                        service,
                        new TwilioClient(url, url, Duration.ofSeconds(10)))
                .problem(new MovableClock(NOON));
    }

    private static TwilioAccount account() {
        return new TwilioAccount(ACCOUNT, new Secret("token-of-the-account"));
    }
}
