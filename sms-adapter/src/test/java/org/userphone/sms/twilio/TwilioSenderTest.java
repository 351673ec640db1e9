package org.userphone.sms.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.FakeProvider;
import org.userphone.sms.ProviderContract;
import org.userphone.sms.Secret;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;
import org.userphone.sms.http.FakeHttp.Request;
import org.userphone.sms.route.ReportingSender;

class TwilioSenderTest implements ProviderContract {

    private static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);
    private static final String TOKEN = "token-of-the-account";

    private static final URI RECEIPTS = URI.create("https://phone.example.com/sms/receipts/twilio");

    private final FakeTwilio twilio = new FakeTwilio();

    @AfterEach
    void goAway() {
        twilio.close();
    }

    @Test
    void theReferenceIsTwiliosOwn() {
        assertThat(sender().send(sms("7", "text"))).isEqualTo(new Accepted("twilio", "SM1"));
    }

    @Test
    void theRequestIsThatOfTheMessagesApi() {
        sender().send(sms("7", "text"));

        var request = twilio.http.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path())
                .hasToString("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json");
        assertThat(form(request))
                .isEqualTo(
                        Map.of(
                                "To", "+41791234567",
                                "From", "+41790000000",
                                "Body", "text",
                                "StatusCallback", RECEIPTS.toString()));
    }

    @Test
    void aSenderOfTheMessageTakesThePlaceOfTheAccounts() {
        sender().send(sms("7", "text", Map.of(), "ACME"));

        assertThat(form(twilio.http.requests().get(0))).containsEntry("From", "ACME");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, Refused",
        "400, 21610, Refused",
        "400, 21614, Refused",
        "400, 21265, Refused",
        "400, 21635, Refused",
        "400, 21612, Refused",
        "403, 21408, Refused",
        "400, 21217, Refused",
        "400, 30004, Refused",
        "400, 21606, Misconfigured",
        "400, 21608, Misconfigured",
        "400, 30002, Misconfigured",
        "400, 99999, Misconfigured",
        "401, 20003, Misconfigured",
        "404, 20404, Misconfigured",
        "302, 0, Misconfigured",
        "400, 21611, Throttled",
        "429, 20429, Throttled",
        "429, 14107, Throttled",
        "500, 20500, Deferred",
        "503, 20503, Deferred",
        "504, 0, Unknown",
    })
    void whatTwilioSaysIsUnderstood(int status, int error, String delivery) {
        answer(new Reply(status, Map.of(), "{\"code\":" + error + ",\"message\":\"m\"}"));

        assertThat(sender().send(sms("7", "text")).getClass().getSimpleName()).isEqualTo(delivery);
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 30004, Refused",
        "failed, 21408, Refused",
        "undelivered, '\"30003\"', Refused",
        "failed, null, Refused",
        "canceled, null, Refused",
        "failed, 30001, Throttled",
        "failed, 30002, Misconfigured",
        "queued, null, Accepted",
        "accepted, null, Accepted",
    })
    void aMessageThatHasFailedAlreadyIsNoSuccess(String status, String error, String delivery) {
        answer(
                new Reply(
                        201,
                        Map.of(),
                        "{\"sid\":\"SM1\",\"status\":\"%s\",\"error_code\":%s}"
                                .formatted(status, error)));

        assertThat(sender().send(sms("7", "text")).getClass().getSimpleName()).isEqualTo(delivery);
    }

    @Test
    void theTimeThatTwilioAsksForIsHandedOn() {
        answer(new Reply(429, Map.of("Retry-After", "17"), "{}"));

        assertThat(sender().send(sms("7", "text")))
                .isEqualTo(new Throttled("HTTP status 429", Optional.of(Duration.ofSeconds(17))));
    }

    @ParameterizedTest
    @CsvSource({"<html>Welcome to the hotel</html>", "{}", "[]", "''"})
    void aPageOfSomebodyElseIsNoAcceptance(String page) {
        answer(new Reply(200, Map.of(), page));

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Unknown.class);
    }

    private void answer(Reply reply) {
        twilio.http.answer(request -> reply);
    }

    @Override
    public FakeProvider provider() {
        return twilio;
    }

    @Override
    public SmsSender sender(Duration timeout) {
        return sender(TOKEN, timeout);
    }

    @Override
    public SmsSender stranger() {
        return sender("wrong-token", LONG);
    }

    @Override
    public List<String> secrets() {
        return List.of(TOKEN, "wrong-token");
    }

    private SmsSender sender(String token, Duration timeout) {
        var url = twilio.http.url("");
        var provider =
                new TwilioProvider(
                        "twilio",
                        new TwilioAccount(ACCOUNT, new Secret(token)),
                        "+41790000000",
                        Optional.of(RECEIPTS),
                        List.of(),
                        Optional.empty(),
                        new TwilioClient(url, url, timeout));
        return new ReportingSender(
                "twilio",
                provider.sender(new MovableClock(NOON), NO_RECEIPTS),
                System.getLogger("test"));
    }

    private static Map<String, String> form(Request request) {
        return Arrays.stream(request.text().split("&"))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    /** Twilio's Messages API, as far as it is used here. */
    private static final class FakeTwilio implements FakeProvider {

        private static final String AUTHORIZATION =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((ACCOUNT + ":" + TOKEN).getBytes(UTF_8));

        private final FakeHttp http = new FakeHttp(accepting(Behaviour.ACCEPTS));

        @Override
        public void behave(Behaviour behaviour) {
            http.answer(accepting(behaviour));
        }

        private static Function<Request, Reply> accepting(Behaviour behaviour) {
            return request ->
                    AUTHORIZATION.equals(request.headers().getFirst("Authorization"))
                            ? reply(behaviour)
                            : error(401, 20003);
        }

        private static Reply reply(Behaviour behaviour) {
            return switch (behaviour) {
                case ACCEPTS -> new Reply(201, Map.of(), "{\"sid\":\"SM1\"}");
                case REFUSES_THE_NUMBER -> error(400, 21211);
                case THROTTLES -> error(429, 20429);
                case FAILS -> error(500, 20500);
                case KEEPS_SILENT -> Reply.NONE;
            };
        }

        /** Twilio's messages repeat what was wrong. */
        private static Reply error(int status, int code) {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/json"),
                    "{\"code\":%d,\"message\":\"+41791234567\",\"status\":%d}"
                            .formatted(code, status));
        }

        private List<Map<String, String>> accepted() {
            return http.requests().stream()
                    .filter(
                            request ->
                                    AUTHORIZATION.equals(
                                            request.headers().getFirst("Authorization")))
                    .map(TwilioSenderTest::form)
                    .toList();
        }

        @Override
        public List<String> texts() {
            return accepted().stream().map(form -> form.get("Body")).toList();
        }

        @Override
        public List<String> recipients() {
            return accepted().stream().map(form -> form.get("To")).toList();
        }

        @Override
        public void goAway() {
            http.close();
        }
    }
}
