package org.userphone.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.Rejected.assertRejected;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.ADMIN;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.FieldViolation;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.user.EventQuery;
import org.userphone.domain.user.People;

class ConfigureSmsTest {

    private static final String SID = "AC0123456789abcdef0123456789abcdef";
    private static final String OTHER_SID = "AC0123456789abcdef0123456789abcdee";
    private static final Twilio TWILIO = new Twilio(SID, "+41790000000", "secret-token");
    private static final String ENDPOINT = "https://hook.example/secret";

    private final InMemoryDomain domain = new InMemoryDomain();

    @ParameterizedTest
    @CsvSource({
        "AC1, ACME,, sid",
        "SK0123456789abcdef0123456789abcdef, ACME,, sid",
        "AC0123456789abcdef0123456789abcdef,,, senderNumber",
        "AC0123456789abcdef0123456789abcdef, ACME Incorporated,, senderNumber",
        "AC0123456789abcdef0123456789abcdef,, VA1, verifyServiceSid",
    })
    void anAccountThatCannotWorkIsRefusedWhenItIsSaved(
            String sid, String sender, String service, String field) {
        var twilio =
                new Twilio(
                        sid,
                        sender == null ? "" : sender,
                        "secret-token",
                        Optional.ofNullable(service));

        assertThatThrownBy(() -> domain.addSmsProvider.addTwilio(ADMIN, "", twilio))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        refusal ->
                                assertThat(refusal.violations())
                                        .extracting(FieldViolation::field)
                                        .containsExactly(field));
    }

    @Test
    void aProviderIsInactiveUntilItIsActivated() {
        var id = twilio();
        assertThat(active()).isEmpty();

        activate(id);
        assertThat(active()).containsExactly(id);

        domain.switchSmsProvider.deactivate(ADMIN, id);
        assertThat(active()).isEmpty();
    }

    @Test
    void activatingOneDeactivatesTheOthers() {
        var one = twilio();
        var other = http();
        activate(one);
        activate(other);

        assertThat(active()).containsExactly(other);
    }

    @Test
    void severalAreActiveInTheOrderAndWithTheRoutesThatTheyAreGiven() {
        var one = twilio();
        var other = http();
        var left = twilio();
        activate(left);
        var swiss = Routes.parse("+41");

        domain.orderSmsProviders.order(
                ADMIN,
                List.of(new RoutedProvider(other, swiss), new RoutedProvider(one, Routes.ALL)));

        assertThat(active()).containsExactly(other, one);
        assertThat(get(other).routes()).isEqualTo(swiss);
    }

    @Test
    void activatingOneEndsTheOrder() {
        var one = twilio();
        var other = http();
        domain.orderSmsProviders.order(ADMIN, List.of(new RoutedProvider(one, Routes.parse("+1"))));
        activate(other);

        assertThat(active()).containsExactly(other);
        assertThat(get(one).routes()).isEqualTo(Routes.ALL);
    }

    @Test
    void whatIsSoAlreadyIsRefused() {
        var id = twilio();
        assertRejected(
                Reason.SMS_PROVIDER_ALREADY_INACTIVE,
                () -> domain.switchSmsProvider.deactivate(ADMIN, id));
        activate(id);
        assertRejected(Reason.SMS_PROVIDER_ALREADY_ACTIVE, () -> activate(id));
    }

    @Test
    void aProviderThatIsNotThereIsRefusedByEachCommand() {
        var http = http();
        assertRejected(Reason.SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND, () -> activate("9"));
        assertRejected(
                Reason.SMS_PROVIDER_TO_REMOVE_NOT_FOUND,
                () -> domain.removeSmsProvider.remove(ADMIN, "9"));
        for (Runnable command :
                List.<Runnable>of(
                        () -> domain.switchSmsProvider.deactivate(ADMIN, "9"),
                        () -> domain.changeTwilioToken.change(ADMIN, http, "token"),
                        () ->
                                domain.updateSmsProvider.updateTwilio(
                                        ADMIN, http, "", new Twilio(SID, "+4179", "")),
                        () -> domain.updateSmsProvider.updateHttp(ADMIN, "9", "", ENDPOINT, true),
                        () -> domain.testSmsProvider.test(ADMIN, "9", "+41791234567"),
                        () -> get("9"),
                        () ->
                                domain.orderSmsProviders.order(
                                        ADMIN, List.of(new RoutedProvider("9", Routes.ALL))))) {
            assertRejected(Reason.SMS_PROVIDER_NOT_FOUND, command::run);
        }
    }

    @Test
    void anEndpointThatMustNotBeSentToIsRefused() {
        var http = http();
        assertRejected(
                Reason.SMS_ENDPOINT_DENIED,
                () -> domain.addSmsProvider.addHttp(ADMIN, "", RecordingGateway.DENIED));
        assertRejected(
                Reason.SMS_ENDPOINT_DENIED,
                () ->
                        domain.updateSmsProvider.updateHttp(
                                ADMIN, http, "", RecordingGateway.DENIED, false));
    }

    @Test
    void anUpdateKeepsTheTokenAndANewTokenTheRest() {
        var id = twilio();

        domain.updateSmsProvider.updateTwilio(
                ADMIN, id, "new", new Twilio(OTHER_SID, "+41790000001", ""));
        assertThat(get(id).config())
                .isEqualTo(new Twilio(OTHER_SID, "+41790000001", "secret-token"));

        domain.changeTwilioToken.change(ADMIN, id, "other-token");
        assertThat(get(id).config())
                .isEqualTo(new Twilio(OTHER_SID, "+41790000001", "other-token"));
        assertThat(get(id).description()).isEqualTo("new");
    }

    @Test
    void aRotatedKeySignsBesideTheNewOneForADay() {
        var id = http();
        var before = ((Http) get(id).config()).key();

        domain.updateSmsProvider.updateHttp(ADMIN, id, "", ENDPOINT, true);

        var http = (Http) get(id).config();
        assertThat(http.key()).isNotEqualTo(before).hasSizeGreaterThanOrEqualTo(43);
        var end = domain.clock.instant().plus(SigningKeys.OVERLAP);
        assertThat(http.keys(end.minusMillis(1))).containsExactly(http.key(), before);
        assertThat(http.keys(end)).containsExactly(http.key());
    }

    @Test
    void withoutARotationTheKeyStays() {
        var id = http();
        var before = ((Http) get(id).config()).key();

        domain.updateSmsProvider.updateHttp(ADMIN, id, "", "https://other.example", false);

        assertThat(get(id).config())
                .isEqualTo(new Http("https://other.example", before, Optional.empty()));
    }

    @Test
    void everyCommandIsRecordedWithoutSecrets() {
        var twilio = twilio();
        var http = http();
        domain.clock.advance(Duration.ofSeconds(1));
        activate(twilio);
        domain.switchSmsProvider.deactivate(ADMIN, twilio);
        domain.changeTwilioToken.change(ADMIN, twilio, "secret-token-2");
        domain.updateSmsProvider.updateTwilio(
                ADMIN, twilio, "", new Twilio(OTHER_SID, "+4179", ""));
        domain.updateSmsProvider.updateHttp(ADMIN, http, "", ENDPOINT, true);
        domain.orderSmsProviders.order(ADMIN, List.of(new RoutedProvider(http, Routes.ALL)));
        domain.removeSmsProvider.remove(ADMIN, twilio);

        var events =
                domain.readInstanceHistory.read(
                        ADMIN,
                        new EventQuery(
                                0,
                                100,
                                true,
                                Optional.empty(),
                                Set.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(events)
                .extracting(InstanceEvent::type)
                .containsExactly(
                        InstanceEvent.TWILIO_ADDED,
                        InstanceEvent.HTTP_ADDED,
                        InstanceEvent.ACTIVATED,
                        InstanceEvent.DEACTIVATED,
                        InstanceEvent.TOKEN_CHANGED,
                        InstanceEvent.TWILIO_CHANGED,
                        InstanceEvent.HTTP_CHANGED,
                        InstanceEvent.ORDERED,
                        InstanceEvent.REMOVED);
        assertThat(events.get(2).payload()).isEqualTo(Map.of("id", twilio));
        assertThat(events.toString()).doesNotContain("secret", "hook.example");
        assertThat(domain.providers.all().toString()).doesNotContain("secret", "hook.example");
    }

    @Test
    void aTestSendsAFixedTextByThatProviderAndTellsWhatCameOfIt() {
        var id = twilio();
        var refused = new Delivery.Refused("Twilio error 21211");
        domain.gateway.answer(refused);

        assertThat(domain.testSmsProvider.test(ADMIN, id, "079 123 45 67")).isEqualTo(refused);

        assertThat(domain.gateway.sent())
                .singleElement()
                .satisfies(
                        sms -> {
                            assertThat(sms.text()).isEqualTo(TestSmsProvider.TEXT);
                            assertThat(sms.recipient().e164()).isEqualTo("+41791234567");
                        });
    }

    @Test
    void aProviderOfTheSettingsIsTestedByItsName() {
        var refused = new Delivery.Misconfigured("HTTP status 401");
        domain.gateway.answer(refused);

        assertThat(
                        domain.testSmsProvider.test(
                                ADMIN, RecordingGateway.OF_SETTINGS, "079 123 45 67"))
                .isEqualTo(refused);

        assertThat(domain.gateway.sent())
                .extracting(Sms::text)
                .containsExactly(TestSmsProvider.TEXT);
    }

    @Test
    void nobodyButAnOperatorOfTheInstanceMayDoAnyOfIt() {
        var manager = People.adminOf(ACME);
        for (Runnable command :
                List.<Runnable>of(
                        () -> domain.addSmsProvider.addTwilio(manager, "", TWILIO),
                        () -> domain.addSmsProvider.addHttp(manager, "", ENDPOINT),
                        () ->
                                domain.updateSmsProvider.updateTwilio(
                                        manager, "1", "", new Twilio(SID, "+4179", "")),
                        () -> domain.updateSmsProvider.updateHttp(manager, "1", "", ENDPOINT, true),
                        () -> domain.changeTwilioToken.change(manager, "1", "token"),
                        () -> domain.switchSmsProvider.activate(manager, "1"),
                        () -> domain.switchSmsProvider.deactivate(manager, "1"),
                        () -> domain.removeSmsProvider.remove(manager, "1"),
                        () -> domain.orderSmsProviders.order(manager, List.of()),
                        () -> domain.testSmsProvider.test(manager, "1", "+41791234567"),
                        () -> domain.readSmsProviders.list(manager),
                        () -> domain.readSmsProviders.get(manager, "1"))) {
            assertRejected(Reason.CALL_NOT_PERMITTED, command::run);
        }
    }

    private String twilio() {
        return domain.addSmsProvider.addTwilio(ADMIN, "ours", TWILIO).id();
    }

    private String http() {
        return domain.addSmsProvider.addHttp(ADMIN, "ours", ENDPOINT).id();
    }

    private void activate(String id) {
        domain.switchSmsProvider.activate(ADMIN, id);
    }

    private SmsProvider get(String id) {
        return domain.readSmsProviders.get(ADMIN, id);
    }

    private List<String> active() {
        return domain.readSmsProviders.list(ADMIN).active().stream().map(SmsProvider::id).toList();
    }
}
