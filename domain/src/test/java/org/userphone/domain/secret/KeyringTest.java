package org.userphone.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.InMemoryDomain.key;

import java.util.Base64;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {

    private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Keyring keys = Keyring.parse(key("k1", 1), random);

    @Test
    void whatWasSealedOpensAgain() {
        for (var text : new String[] {"", "A1B2C3 is your code", "Grüezi 🐭".repeat(100)}) {
            assertThat(keys.open(Purpose.SMS, "7", keys.seal(Purpose.SMS, "7", text)))
                    .isEqualTo(text);
        }
    }

    @Test
    void sealingTwiceGivesDifferentTextsAndNeitherShowsTheText() {
        var once = keys.seal(Purpose.SMS, "7", "A1B2C3");

        assertThat(keys.seal(Purpose.SMS, "7", "A1B2C3")).isNotEqualTo(once);
        assertThat(once).startsWith("k1:").doesNotContain("A1B2C3");
    }

    @Test
    void aSealedTextOpensInItsPlaceOnly() {
        var sealed = keys.seal(Purpose.SMS, "7", "A1B2C3");

        assertThatIllegalStateException()
                .isThrownBy(() -> keys.open(Purpose.SMS, "8", sealed))
                .withMessage("a sealed text was changed or belongs elsewhere");
    }

    @Test
    void aSealedTextOpensForItsPurposeOnly() {
        var sealed = keys.seal(Purpose.SMS, "7", "A1B2C3");

        assertThatIllegalStateException().isThrownBy(() -> keys.open(Purpose.CODE, "7", sealed));
    }

    @Test
    void noBitOfASealedTextCanBeChanged() {
        var sealed = keys.seal(Purpose.SMS, "7", "A1B2C3");
        byte[] bytes = Base64.getDecoder().decode(sealed.substring("k1:".length()));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    keys.open(
                                            Purpose.SMS,
                                            "7",
                                            "k1:" + Base64.getEncoder().encodeToString(changed)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k1", "k1:", "k1:AAAA", "k1:***", "k1:AAAAAAAAAAAAAAAA", "k2:AAAA"})
    void whatWasNeverSealedDoesNotOpen(String text) {
        assertThatIllegalStateException().isThrownBy(() -> keys.open(Purpose.SMS, "7", text));
    }

    @Test
    void theFirstKeySealsAndAllOpen() {
        var sealed = keys.seal(Purpose.SMS, "7", "A1B2C3");
        var rotated = Keyring.parse(key("k2", 2) + ", " + key("k1", 1), random);

        assertThat(rotated.open(Purpose.SMS, "7", sealed)).isEqualTo("A1B2C3");
        assertThat(rotated.seal(Purpose.SMS, "7", "A1B2C3")).startsWith("k2:");
        assertThat(rotated.hash(Purpose.CODE, "m").keyId()).isEqualTo("k2");
        assertThat(rotated.matches(Purpose.CODE, "m", keys.hash(Purpose.CODE, "m"))).isTrue();
    }

    @Test
    void whatWasStoredByItsHashIsFoundByTheHashesOfAllKeys() {
        var stored = keys.hash(Purpose.NUMBER, "m").value();
        var rotated = Keyring.parse(key("k2", 2) + ", " + key("k1", 1), random);

        assertThat(rotated.hashes(Purpose.NUMBER, "m"))
                .containsExactlyInAnyOrder(stored, rotated.hash(Purpose.NUMBER, "m").value());
        assertThat(rotated.hashes(Purpose.COUNT, "m")).doesNotContain(stored);
    }

    @Test
    void aWithdrawnKeyOpensNothing() {
        var sealed = keys.seal(Purpose.SMS, "7", "A1B2C3");
        var hash = keys.hash(Purpose.CODE, "m");
        var others = Keyring.parse(key("k2", 2), random);

        assertThatIllegalStateException()
                .isThrownBy(() -> others.open(Purpose.SMS, "7", sealed))
                .withMessage("no key k1 to open what it sealed");
        assertThat(others.matches(Purpose.CODE, "m", hash)).isFalse();
    }

    @Test
    void anotherKeyOfTheSameIdOpensNothing() {
        var sealed = keys.seal(Purpose.SMS, "7", "A1B2C3");
        var others = Keyring.parse(key("k1", 2), random);

        assertThatIllegalStateException().isThrownBy(() -> others.open(Purpose.SMS, "7", sealed));
        assertThat(others.matches(Purpose.CODE, "m", keys.hash(Purpose.CODE, "m"))).isFalse();
    }

    @Test
    void aHashMatchesItsMessageAndPurposeOnly() {
        var hash = keys.hash(Purpose.CODE, "message");

        assertThat(keys.matches(Purpose.CODE, "message", hash)).isTrue();
        assertThat(keys.matches(Purpose.CODE, "massage", hash)).isFalse();
        assertThat(keys.matches(Purpose.SMS, "message", hash)).isFalse();
        assertThat(keys.matches(Purpose.CODE, "message", new KeyedHash("k1", ""))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | a key is written as id:base64",
                "','           | a key is written as id:base64",
                "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0 | a key is written as id:base64",
                ":c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0 | a key is written as id:base64",
                "k 1:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0 | a key is written as id:base64",
                "k1:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0 | the key k1 is not of 32 bytes",
                "k1:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0!! | the key k1 is not base64",
                "k1: | the key k1 is not of 32 bytes",
            })
    void aWrongSettingIsRefusedInWordsThatHoldNoKey(String text, String message) {
        assertThatThrownBy(() -> Keyring.parse(text, random))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoCause();
        assertThat(message).doesNotContain(SECRET);
    }

    @Test
    void twoKeysWithOneIdAreRefused() {
        assertThatThrownBy(() -> Keyring.parse(key("k1", 1) + "," + key("k1", 2), random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two keys have the id k1");
    }

    @Test
    void itPrintsTheIdsOfItsKeysOnly() {
        assertThat(Keyring.parse(key("k1", 1) + "," + key("k2", 2), random))
                .hasToString("Keyring[k1, k2]");
        assertThat(keys.hash(Purpose.CODE, "m")).hasToString("KeyedHash[k1]");
    }
}
