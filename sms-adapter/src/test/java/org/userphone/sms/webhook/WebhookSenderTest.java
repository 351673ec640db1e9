package org.userphone.sms.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.sms.SenderContract.sms;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Throttled;
import org.userphone.domain.sms.SmsSender;
import org.userphone.sms.FakeProvider;
import org.userphone.sms.ProviderContract;
import org.userphone.sms.Secret;
import org.userphone.sms.http.FakeHttp;
import org.userphone.sms.http.FakeHttp.Reply;
import org.userphone.sms.http.FakeHttp.Request;
import org.userphone.sms.http.FakeNames;
import org.userphone.sms.http.Networks;
import org.userphone.sms.route.ReportingSender;

class WebhookSenderTest implements ProviderContract {

    private static final String OLD_KEY = "the-old-signing-key";
    private static final String NEW_KEY = "the-new-signing-key";

    private final FakeWebhook webhook = new FakeWebhook();

    @AfterEach
    void goAway() {
        webhook.close();
    }

    @Test
    void theRequestSaysWhatZitadelSays() {
        sender().send(sms("7", "A1B2C3 is your code"));

        var request = webhook.http.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).hasToString("/sms?tenant=1");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(request.text())
                .isEqualTo(
                        """
                        {"contextInfo":{"eventType":"user.human.phone.code.added",\
                        "provider":{"id":"webhook","description":"our gateway"},\
                        "recipientPhoneNumber":"+41791234567"},\
                        "templateData":{"text":"A1B2C3 is your code"},\
                        "args":{"code":"A1B2C3","userID":"minnie","orgID":"acme",\
                        "lastPhone":"+41791234567"}}""");
    }

    @Test
    void whoMakesATextOfItsOwnGetsWhatTheTextIsMadeOfAndWhomItIsFrom() {
        sender().send(
                        sms(
                                "7",
                                "Hello Minnie, A1B2C3 is your code",
                                Map.of("firstName", "Minnie", "displayName", "Minnie \"M\" Mouse"),
                                "ACME"));

        var body = webhook.accepted().get(0);
        assertThat(body.getJsonObject("contextInfo").getString("sender")).isEqualTo("ACME");
        assertThat(body.getJsonObject("args").getString("firstName")).isEqualTo("Minnie");
        assertThat(body.getJsonObject("args").getString("displayName"))
                .isEqualTo("Minnie \"M\" Mouse");
        assertThat(body.getJsonObject("args").getString("code")).isEqualTo("A1B2C3");
    }

    @Test
    void theIdOfTheMessageIsTheIdempotencyKeyOfEveryAttempt() {
        var sender = sender();
        sender.send(sms("7", "text"));
        sender.send(sms("7", "text"));

        assertThat(webhook.http.requests())
                .extracting(request -> request.headers().getFirst("Idempotency-Key"))
                .containsExactly("7", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD_KEY, NEW_KEY})
    void whoHasOneOfTheKeysCanVerifyTheSignature(String key) {
        sender().send(sms("7", "Grüezi"));

        var request = webhook.http.requests().get(0);
        var signature = request.headers().getFirst("ZITADEL-Signature");
        assertThat(signature).matches("t=1795435200(,v1=[0-9a-f]{64}){2}");
        assertThat(isSigned(request, key)).isTrue();
        assertThat(isSigned(request, "another-signing-key")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "422, Refused",
        "301, Misconfigured",
        "400, Misconfigured",
        "401, Misconfigured",
        "404, Misconfigured",
        "410, Misconfigured",
        "408, Deferred",
        "425, Deferred",
        "429, Throttled",
        "500, Deferred",
        "502, Unknown",
        "503, Deferred",
        "504, Unknown",
        "200, Accepted",
        "202, Accepted",
        "204, Accepted",
    })
    void whatAStatusSaysIsUnderstood(int status, String delivery) {
        webhook.http.answer(request -> new Reply(status));

        assertThat(sender().send(sms("7", "text")).getClass().getSimpleName()).isEqualTo(delivery);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 17, 17",
        "503, 17, 17",
        "429, 'Mon, 23 Nov 2026 12:01:00 GMT', 59",
        "429, soon, -1",
        "429, 99999999999, -1",
    })
    void theTimeThatItAsksForIsHandedOn(int status, String retryAfter, long seconds) {
        webhook.http.answer(
                request -> new Reply(status, Map.of("Retry-After", retryAfter), "busy"));

        assertThat(sender().send(sms("7", "text")))
                .isInstanceOfSatisfying(
                        Throttled.class,
                        throttled ->
                                assertThat(throttled.retryAfter().map(Duration::toSeconds))
                                        .isEqualTo(
                                                seconds < 0
                                                        ? Optional.empty()
                                                        : Optional.of(seconds)));
    }

    @Test
    void aRedirectIsNotFollowed() {
        webhook.http.answer(
                request ->
                        new Reply(
                                307,
                                Map.of("Location", webhook.http.url("/other").toString()),
                                ""));

        assertThat(sender().send(sms("7", "text"))).isInstanceOf(Misconfigured.class);
        assertThat(webhook.http.requests()).hasSize(1);
    }

    @Test
    void aPrivateAddressIsRefusedAndNotSpokenTo() {
        var url = webhook.http.url("/sms");

        assertThat(guarded(url, SystemDefaultDnsResolver.INSTANCE).send(sms("7", "text")))
                .isEqualTo(new Misconfigured("address in a private network"));
        assertThat(webhook.http.requests()).isEmpty();
    }

    @Test
    void aNameThatIsNotFoundIsTriedAgainLater() {
        var sender =
                guarded(
                        URI.create("https://nowhere.example"),
                        new FakeNames(
                                host -> {
                                    throw new UnknownHostException(host);
                                }));

        assertThat(sender.send(sms("7", "text"))).isInstanceOf(Deferred.class);
    }

    @Test
    void withoutTlsWhereTlsIsExpectedNothingIsSent() {
        var url = URI.create(webhook.http.url("/sms").toString().replace("http:", "https:"));

        assertThat(sender(url, NEW_KEY, SHORT).send(sms("7", "text"))).isInstanceOf(Deferred.class);
        assertThat(webhook.http.requests()).isEmpty();
    }

    @Test
    void aCheckTellsWhyAnEndpointCannotBeConnectedToAndSendsNothing() {
        var url = webhook.http.url("/sms");
        var loopback = FakeNames.to(InetAddress.getLoopbackAddress());
        DnsResolver unknown =
                new FakeNames(
                        host -> {
                            throw new UnknownHostException(host);
                        });

        assertThat(sender(url, Networks.ALL, loopback).problem()).isEmpty();
        assertThat(sender(url, Networks.PUBLIC, loopback).problem())
                .hasValue("address in a private network");
        var withoutPort = URI.create("https://provider.example/sms");
        assertThat(sender(withoutPort, Networks.PUBLIC, loopback).problem())
                .hasValue("address in a private network");
        assertThat(sender(url, Networks.ALL, unknown).problem())
                .hasValue("its host has no address");
        webhook.goAway();
        assertThat(sender(url, Networks.ALL, loopback).problem()).hasValue("no connection");
        assertThat(webhook.http.requests()).isEmpty();
    }

    @Override
    public FakeProvider provider() {
        return webhook;
    }

    @Override
    public SmsSender sender(Duration timeout) {
        return sender(webhook.http.url("/sms?tenant=1"), NEW_KEY, timeout);
    }

    @Override
    public SmsSender stranger() {
        return sender(webhook.http.url("/sms"), "another-signing-key", LONG);
    }

    @Override
    public List<String> secrets() {
        return List.of(OLD_KEY, NEW_KEY, "another-signing-key", "tenant=1");
    }

    private static SmsSender sender(URI url, String key, Duration timeout) {
        var keys =
                key.equals(NEW_KEY)
                        ? List.of(new Secret(NEW_KEY), new Secret(OLD_KEY))
                        : List.of(new Secret(key));
        var provider =
                new WebhookProvider("webhook", "our gateway", url, keys, Networks.ALL, timeout);
        return new ReportingSender(
                "webhook",
                provider.sender(new MovableClock(NOON), NO_RECEIPTS),
                System.getLogger("test"));
    }

    private static SmsSender guarded(URI url, DnsResolver names) {
        return sender(url, Networks.PUBLIC, names);
    }

    private static WebhookSender sender(URI url, Networks networks, DnsResolver names) {
        var keys = List.of(new Secret(NEW_KEY));
        return new WebhookSender(
                new WebhookProvider("webhook", "our gateway", url, keys, networks, SHORT),
                new MovableClock(NOON),
                names);
    }

    private static boolean isSigned(Request request, String key) {
        var parts = request.headers().getFirst("ZITADEL-Signature").split(",");
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            mac.update((parts[0].substring("t=".length()) + ".").getBytes(UTF_8));
            var expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(request.body()));
            return Stream.of(parts).skip(1).anyMatch(expected::equals);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** An endpoint that knows the old key only, as one does whose key is yet to be changed. */
    private static final class FakeWebhook implements FakeProvider {

        private final FakeHttp http = new FakeHttp(answering(Behaviour.ACCEPTS));

        @Override
        public void behave(Behaviour behaviour) {
            http.answer(answering(behaviour));
        }

        private static Function<Request, Reply> answering(Behaviour behaviour) {
            return request -> isSigned(request, OLD_KEY) ? reply(behaviour) : new Reply(401);
        }

        private static Reply reply(Behaviour behaviour) {
            return switch (behaviour) {
                case ACCEPTS -> new Reply(200, Map.of(), "thank you");
                case REFUSES_THE_NUMBER -> new Reply(422);
                case THROTTLES -> new Reply(429);
                case FAILS -> new Reply(500);
                case KEEPS_SILENT -> Reply.NONE;
            };
        }

        private List<JsonObject> accepted() {
            return http.requests().stream()
                    .filter(request -> isSigned(request, OLD_KEY))
                    .map(
                            request ->
                                    Json.createReader(new StringReader(request.text()))
                                            .readObject())
                    .toList();
        }

        @Override
        public List<String> texts() {
            return accepted().stream()
                    .map(json -> json.getJsonObject("templateData").getString("text"))
                    .toList();
        }

        @Override
        public List<String> recipients() {
            return accepted().stream()
                    .map(
                            json ->
                                    json.getJsonObject("contextInfo")
                                            .getString("recipientPhoneNumber"))
                    .toList();
        }

        @Override
        public void goAway() {
            http.close();
        }
    }
}
