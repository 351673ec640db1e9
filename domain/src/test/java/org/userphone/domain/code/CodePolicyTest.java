package org.userphone.domain.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePolicyTest {

    @ParameterizedTest
    @CsvSource({
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, ABCDEFGHJKLMNPQRSTUVWXYZ23456789",
        "0123456789, 0123456789",
        "ABCDEFGHIJKLMNO, ABCDEFGHIJKLMNO",
        "abcdefghijkl123, abcdefghijk23",
    })
    void whatLooksAlikeIsDropped(String alphabet, String clear) {
        assertThat(CodePolicy.withoutLookAlikes(alphabet)).isEqualTo(clear);
    }

    @ParameterizedTest
    @ValueSource(strings = {"012345678 9", "012345678-9", "0123456789\u2011"})
    void blanksAndHyphensAreNoSymbols(String alphabet) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodePolicy(6, alphabet, MINUTE));
    }

    @Test
    void aCodeThatPhonesAreToFindNeedsDigits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CodePolicy(6, "ABCDEFGHIJ", MINUTE, true));
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 20})
    void aCodeMayBeThatLong(int length) {
        assertThatNoException().isThrownBy(() -> new CodePolicy(length, "0123456789", MINUTE));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 21})
    void aCodeThatCanBeGuessedOrNotEnteredIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CodePolicy(length, "0123456789", MINUTE))
                .withMessage("a code has 4 to 20 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "012345678", "01234567899", "0123456789\ud83d\udc2d"})
    void anAlphabetThatIsSmallRepeatsItselfOrBreaksApartIsRefused(String alphabet) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodePolicy(6, alphabet, MINUTE));
    }

    @Test
    void aCodeWithoutLifetimeIsRefused() {
        for (var lifetime : new Duration[] {Duration.ZERO, MINUTE.negated()}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CodePolicy(6, "0123456789", lifetime))
                    .withMessage("a code needs a lifetime");
        }
    }
}
