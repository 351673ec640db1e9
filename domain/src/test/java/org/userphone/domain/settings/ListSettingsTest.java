package org.userphone.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.userphone.domain.user.People.MINNIE;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.user.People;

/** What an operator is told of the settings in force. */
class ListSettingsTest {

    /** What the names of secrets have in them. */
    private static final String SOUNDS_SECRET = ".*(password|token|keys|secret|headers|numbers).*";

    /** What sounds like secrets and is none: counts, ids of keys, and ages of tokens. */
    private static final List<String> OPEN =
            List.of(
                    "mp.jwt.verify.token.age",
                    "userphone.headers.max",
                    "userphone.issuer.NAME.token.age",
                    "userphone.keys.dropped");

    private static final int ENVIRONMENT = 300;
    private static final int SYSTEM_PROPERTIES = 400;
    private static final int FILE = 110;

    @Test
    void everySettingIsListedOnceInTheOrderOfTheirKeys() {
        var keys = list(Map.of(), FILE, "").stream().map(SettingInForce::key).toList();

        assertThat(keys)
                .contains("userphone.sms.poll", "mp.jwt.verify.issuer")
                .doesNotContain("mp.openapi.scan.disable")
                .hasSizeGreaterThan(150)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        FILE + ", FILE",
        ENVIRONMENT + ", ENVIRONMENT",
        SYSTEM_PROPERTIES + ", SYSTEM_PROPERTY"
    })
    void eachIsShownWithItsValueAndWhereThatComesFrom(int ordinal, SettingSource source) {
        assertThat(list(Map.of("userphone.sms.poll", "PT9S"), ordinal, "userphone.sms.po"))
                .containsExactly(new SettingInForce("userphone.sms.poll", "PT9S", false, source));
    }

    @Test
    void whatNobodyHasSetIsTheDefault() {
        assertThat(list(Map.of(), FILE, "userphone.sms.po"))
                .containsExactly(
                        new SettingInForce(
                                "userphone.sms.poll", "PT0.25S", false, SettingSource.DEFAULT));
        assertThat(list(Map.of(), FILE, "userphone.db.us"))
                .containsExactly(
                        new SettingInForce("userphone.db.user", "", false, SettingSource.DEFAULT));
    }

    @Test
    void whatIsSetForOneIssuerIsListedUnderItsName() {
        var values =
                Map.of(
                        "userphone.issuers", "partner, other",
                        "userphone.issuer.partner.issuer", "https://partner.example",
                        "userphone.issuer.default.roles", "roles",
                        "userphone.issuer.unknown.issuer", "https://unknown.example");

        assertThat(list(values, FILE, "userphone.issuer."))
                .extracting(SettingInForce::key)
                .contains(
                        "userphone.issuer.partner.issuer",
                        "userphone.issuer.default.roles",
                        "userphone.issuer.NAME.roles")
                .doesNotContain("userphone.issuer.unknown.issuer", "userphone.issuer.other.issuer");
    }

    @Test
    void noSecretIsShownButWhetherItIsSet() {
        var values = new HashMap<String, String>();
        ListSettings.SECRETS.forEach(key -> values.put(key, "s3cret of " + key));

        var listed = list(values, ENVIRONMENT, "");

        assertThat(listed.toString()).doesNotContain("s3cret");
        assertThat(listed)
                .filteredOn(SettingInForce::isSecret)
                .extracting(SettingInForce::key, SettingInForce::source)
                .hasSameSizeAs(ListSettings.SECRETS)
                .extracting(tuple -> tuple.toList().get(1))
                .containsOnly(SettingSource.ENVIRONMENT);
    }

    @Test
    void whatSoundsLikeASecretIsOne() {
        assertThat(list(Map.of(), FILE, ""))
                .filteredOn(setting -> setting.key().matches(SOUNDS_SECRET))
                .filteredOn(setting -> !OPEN.contains(setting.key()))
                .allMatch(SettingInForce::isSecret);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/phone?user=u&password=s3cret, jdbc:postgresql://db:5432/phone…",
        "jdbc:h2:file:/data/phone;PASSWORD=s3cret, jdbc:h2:file:/data/phone…",
        "https://me:s3cret@hooks.example/sms?key=s3cret#s3cret, https://…@hooks.example/sms…",
        "https://me:s3/cr?et@hooks.example/sms, https://…@hooks.example/sms",
        "https://hooks.example/sms, https://hooks.example/sms"
    })
    void credentialsInTheAddressOfSomethingAreNotShown(String value, String shown) {
        for (var key : List.of("userphone.db.url", "userphone.sms.webhook.url")) {
            assertThat(list(Map.of(key, value), ENVIRONMENT, key))
                    .extracting(SettingInForce::value)
                    .containsExactly(shown);
        }
    }

    @Test
    void onlyWhoMayReadTheInstanceIsTold() {
        var settings = new ListSettings(settings(Map.of(), FILE));

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> settings.list(People.plain(MINNIE), ""));
    }

    private static List<SettingInForce> list(
            Map<String, String> values, int ordinal, String prefix) {
        return new ListSettings(settings(values, ordinal)).list(People.ADMIN, prefix);
    }

    private static Settings settings(Map<String, String> values, int ordinal) {
        return new Settings(
                new SmallRyeConfigBuilder()
                        .addDefaultSources()
                        .withSources(new PropertiesConfigSource(values, "test", ordinal))
                        .build());
    }
}
