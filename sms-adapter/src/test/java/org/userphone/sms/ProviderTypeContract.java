package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/** What every type of provider must do with the program's settings. */
public interface ProviderTypeContract {

    ProviderType type(Settings settings);

    /** The settings that must be there; a value that is secret holds the word. */
    Map<String, String> needed();

    /** The provider that these settings describe. */
    default Provider read(Map<String, String> configured) {
        return type(Configured.settings(configured)).ofSettings();
    }

    /** The settings that are needed, and one more or one of them changed. */
    default Map<String, String> with(String key, String value) {
        var configured = new HashMap<>(needed());
        configured.put(key, value);
        return configured;
    }

    @Test
    default void theProviderOfTheSettingsIsCalledAsItsType() {
        assertThat(read(needed()).name()).isEqualTo(type(Configured.settings(needed())).name());
    }

    @Test
    default void providersThatAreConfiguredAlikeAreEqual() {
        var type = type(Configured.settings(needed()));

        assertThat(type.ofSettings()).isEqualTo(type.ofSettings());
    }

    @Test
    default void nothingSecretIsPrinted() {
        assertThat(needed().values()).anyMatch(value -> value.contains("secret"));
        assertThat(read(needed()).toString()).doesNotContain("secret");
    }

    @Test
    default void aMissingSettingRefusesTheStartAndIsNamed() {
        for (var key : needed().keySet()) {
            var incomplete = new HashMap<>(needed());
            incomplete.remove(key);
            assertThatThrownBy(() -> read(incomplete))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("The setting " + key + " is missing.");
        }
    }

    default void assertRefusedAndNotShown(String key, String value) {
        var configured = with(key, value);
        assertThatThrownBy(() -> read(configured))
                .isInstanceOf(StartRefused.class)
                .hasMessageMatching("The setting " + key + " is wrong: [^\\n]+\\.")
                .hasMessageNotContaining("secret")
                .satisfies(
                        refused ->
                                assertThat(String.valueOf(refused.getCause()))
                                        .doesNotContain("secret"));
    }
}
