package org.userphone.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.InMemoryDomain.key;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.OTHER;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.StartRefused;
import org.userphone.domain.guard.AllowDenyList;
import org.userphone.domain.guard.BreakerPolicy;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.idempotency.IdempotencyPolicy;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.sms.RetryPolicy;
import org.userphone.domain.sms.SmsTemplate;
import org.userphone.domain.user.NumberType;
import org.userphone.domain.user.PhonePolicy;

class SettingsTest {

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void theDefaultsAreThoseOfTheDocumentation() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.phones()).isEqualTo(new PhonePolicy("CH"));
        assertThat(settings.retries())
                .isEqualTo(
                        new RetryPolicy(
                                64,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(5),
                                10));
        assertThat(settings.organisations().configured()).isEmpty();
        assertThat(settings.idempotency()).isEqualTo(new IdempotencyPolicy(Duration.ofHours(24)));
        assertThat(template(settings)).isNotNull();
        assertThat(settings.testNumbers()).isEqualTo(TestNumbers.NONE);
        assertThat(settings.guard())
                .isEqualTo(
                        new GuardPolicy(
                                List.of(
                                        new Quota(5, Duration.ofHours(1)),
                                        new Quota(10, Duration.ofHours(24))),
                                List.of(new Quota(10, Duration.ofHours(24))),
                                List.of(new Quota(25, Duration.ofMinutes(5))),
                                List.of(new Quota(100, Duration.ofHours(24))),
                                Caps.NONE,
                                Caps.NONE,
                                new BreakerPolicy(50, 20, Duration.ofHours(1)),
                                AllowDenyList.all(),
                                new AllowDenyList<>(
                                        Set.of(),
                                        Set.of(NumberType.PREMIUM_RATE, NumberType.SHARED_COST))));
        var code = settings.codes(keys(), random).issue(MINNIE, "address");
        assertThat(code.plain().text()).matches("[0-9]{6}");
        assertThat(code.lifetime()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void thereIsNoDefaultKey() throws IOException {
        var settings = settings(Map.of());

        assertThatThrownBy(() -> settings.keyring(random))
                .isInstanceOf(StartRefused.class)
                .hasMessage("The setting userphone.keys is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0/PT1H"})
    void aLimitOfNothingOrZeroIsNone(String none) throws IOException {
        var settings =
                settings(
                        Map.of(
                                "userphone.guard.number", none,
                                "userphone.guard.user", none,
                                "userphone.guard.address", none,
                                "userphone.guard.prefix", none,
                                "userphone.guard.budget", "default=0",
                                "userphone.guard.breaker.codes", "0",
                                "userphone.guard.types.deny", ""));

        assertThat(settings.guard())
                .satisfies(
                        guard -> assertThat(guard.number()).isEmpty(),
                        guard -> assertThat(guard.user()).isEmpty(),
                        guard -> assertThat(guard.address()).isEmpty(),
                        guard -> assertThat(guard.prefix()).isEmpty(),
                        guard -> assertThat(guard.toTypes()).isEqualTo(AllowDenyList.all()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userphone.guard.number|5",
                "userphone.guard.number|-1/PT1H",
                "userphone.guard.user|1001/PT1H",
                "userphone.guard.address|5/PT0S",
                "userphone.guard.prefix|5/1h",
                "userphone.guard.country|CH",
                "userphone.guard.budget|default=-1",
                "userphone.guard.breaker.percent|101",
                "userphone.guard.countries.deny|ch",
                "userphone.guard.types.deny|PREMIUM"
            })
    void aWrongLimitStopsTheStart(String key, String value) throws IOException {
        var settings = settings(Map.of(key, value));

        assertThatThrownBy(settings::guard)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("userphone.guard.");
    }

    @Test
    void whatIsConfiguredIsWhatIsUsed() throws IOException {
        var settings =
                settings(
                        Map.of(
                                "userphone.keys", key("k2", 2) + "," + key("k1", 1),
                                "userphone.organisations", "acme,other",
                                "userphone.phone.region", "DE",
                                "userphone.code.length", "8",
                                "userphone.code.alphabet", "0123456789",
                                "userphone.code.lifetime", "PT1H"));

        assertThat(settings.keyring(random)).hasToString("Keyring[k2, k1]");
        assertThat(settings.organisations().configured()).containsExactlyInAnyOrder(ACME, OTHER);
        assertThat(settings.phones()).isEqualTo(new PhonePolicy("DE"));
        var code = settings.codes(keys(), random).issue(MINNIE, "address");
        assertThat(code.plain().text()).matches("[0-9]{8}");
        assertThat(code.lifetime()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userphone.phone.region | XX | The setting userphone.phone.region is wrong: ",
                "userphone.phone.regions | DE | The setting userphone.phone.regions is wrong: ",
                "userphone.phone.regions | acme=XX | The setting userphone.phone.regions is wrong",
                "userphone.phone.check | strict | The setting userphone.phone.check is wrong: it",
                "userphone.phone.unique | yes | The setting userphone.phone.unique is wrong: it",
                "userphone.sms.typography | yes | The setting userphone.sms.typography is wrong:",
                "userphone.code.length | six | The setting userphone.code.length is wrong: ",
                "userphone.code.length | 3 | The settings userphone.code.* are wrong: a code has 4",
                "userphone.code.alphabet | AB | The settings userphone.code.* are wrong: a code n",
                "userphone.code.lifetime | 10m | The setting userphone.code.lifetime is wrong: ",
                "userphone.code.lifetime | PT0S | The settings userphone.code.* are wrong: a code",
                "userphone.sms.text | Hello | The text for ",
                "userphone.sms.text | {{.Code | The setting userphone.sms.text is wrong: the br",
                "userphone.sms.segments | 0 | The settings userphone.sms.segments, userphone.s",
                "userphone.sms.webotp | https://acme.com | The settings userphone.sms.segments, u",
                "userphone.sms.app | short | The settings userphone.sms.segments, userphone.sms.w",
                "userphone.language | xx yy | The setting userphone.language is wrong: not a BCP",
                "userphone.sms.tariff | CH=0.05 | The setting userphone.sms.tariff is wrong: it has no",
                "userphone.sms.senders | CH=a name too long | The setting userphone.sms.senders is",
                "userphone.sms.workers | many | The setting userphone.sms.workers is wrong: ",
                "userphone.sms.workers | 0 | The settings userphone.sms.* are wrong: workers and",
                "userphone.sms.lease | 60 | The setting userphone.sms.lease is wrong: ",
                "userphone.sms.lease | PT0S | The settings userphone.sms.* are wrong: a lease",
                "userphone.sms.backoff | PT-1S | The settings userphone.sms.* are wrong: a lease",
                "userphone.sms.backoff.most | PT1S | The settings userphone.sms.* are wrong: the",
                "userphone.sms.attempts | 0 | The settings userphone.sms.* are wrong: workers and",
                "userphone.idempotency.lifetime | PT0S | The setting userphone.idempotency.lifetime",
                "userphone.idempotency.lifetime | 1 | The setting userphone.idempotency.lifetime is",
                "userphone.phone.region | '' | The setting userphone.phone.region is missing.",
            })
    void aWrongSettingRefusesTheStartAndIsNamed(String setting, String value, String message)
            throws IOException {
        var settings = settings(Map.of(setting, value));

        assertThatThrownBy(() -> readAll(settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(".");
    }

    @Test
    void lookAlikesAreDroppedUnlessTheyAreAskedFor() throws IOException {
        var alphabet =
                Map.of("userphone.code.alphabet", "O0I1ABCDEFGH", "userphone.code.length", "20");
        var asked = new HashMap<>(alphabet);
        asked.put("userphone.code.lookalikes", "true");

        assertThatThrownBy(() -> settings(alphabet).codes(keys(), random))
                .isInstanceOf(StartRefused.class);
        assertThat(settings(asked).codes(keys(), random).issue(MINNIE, "address").plain().text())
                .matches("[O0I1A-H]{20}");
    }

    @Test
    void codesThatPhonesAreToFindHaveADigit() throws IOException {
        var settings =
                settings(
                        Map.of(
                                "userphone.sms.webotp", "login.example.com",
                                "userphone.code.alphabet", "ABCDEFGHIJ"));

        assertThatThrownBy(() -> settings.codes(keys(), random))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("needs digits");
    }

    @Test
    void aUserIsReadByTheRegionOfTheOrganisation() throws IOException {
        var settings = settings(Map.of("userphone.phone.regions", "acme=DE, other=AT"));

        assertThat(settings.phones().regions()).isEqualTo(Map.of(ACME, "DE", OTHER, "AT"));
    }

    @Test
    void anOrganisationThatIsNoneRefusesTheStart() throws IOException {
        var settings = settings(Map.of("userphone.organisations", "x".repeat(201)));

        assertThatThrownBy(settings::organisations)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The setting userphone.organisations is wrong: ");
    }

    @Test
    void aWrongKeyRefusesTheStartWithoutBeingShown() throws IOException {
        var secret = key("k1", 1).substring("k1:".length());
        for (var wrong : new String[] {secret, "k1:" + secret + "*", "k1:" + secret.substring(4)}) {
            var settings = settings(Map.of("userphone.keys", wrong));

            assertThatThrownBy(() -> settings.keyring(random))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("The setting userphone.keys is wrong: ")
                    .hasStackTraceContaining("Keyring")
                    .satisfies(
                            refused ->
                                    assertThat(refused.toString() + refused.getCause())
                                            .doesNotContain(secret.substring(4, 20)));
        }
    }

    @Test
    void chanceIsCryptographic() throws IOException {
        assertThat(settings(Map.of()).random()).isInstanceOf(SecureRandom.class);
    }

    private void readAll(Settings settings) {
        settings.phones();
        settings.uniqueness();
        settings.codes(keys(), random);
        template(settings);
        settings.retries();
        settings.idempotency();
        settings.organisations();
    }

    private static SmsTemplate template(Settings settings) {
        var domain = new InMemoryDomain();
        var policy = settings.textPolicy();
        return settings.template(
                settings.textChoice(domain.texts, settings.builtInTexts(policy)),
                policy,
                settings.tariff(),
                settings.senders(),
                domain.ids);
    }

    private Keyring keys() {
        return Keyring.parse(key("k1", 1), random);
    }

    /** These settings, and the defaults of the application for all others. */
    private static Settings settings(Map<String, String> configured) throws IOException {
        var defaults = Settings.class.getResource("/META-INF/microprofile-config.properties");
        return new Settings(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(configured, "test", 200),
                                new PropertiesConfigSource(defaults, 100))
                        .build());
    }
}
