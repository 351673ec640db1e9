package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.userphone.domain.Rejected.assertRejected;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class PhoneNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0711234567, +41711234567",
        "0041711234567, +41711234567",
        "071 123 45 67, +41711234567",
        "+4171 123 45 67, +41711234567",
        "004171 123 45 67, +41711234567",
        "004371 123 45 67, +43711234567",
        "+1234567890, +1234567890",
    })
    void aNumberIsReadAsTheSpecificationSays(String text, String e164) {
        assertThat(PhoneNumber.parse(text, "CH").e164()).isEqualTo(e164);
    }

    @ParameterizedTest
    @CsvSource({
        "+41 (0)71 123 45 67, +41711234567",
        "tel:+41-71-123-45-67, +41711234567",
        "+41 71 123 45 67 ext. 89, +41711234567",
        "+41711234567;ext=89, +41711234567",
        "+41711234567 x89, +41711234567",
        "+39 06 1234 5678, +390612345678",
        "１２３４５６７, +411234567",
    })
    void otherWaysOfWritingGiveTheSameForm(String text, String e164) {
        assertThat(PhoneNumber.parse(text, "CH").e164()).isEqualTo(e164);
    }

    @Test
    void theRegionReadsANumberWithoutCountryCode() {
        assertThat(PhoneNumber.parse("0171 1234567", "DE").e164()).isEqualTo("+491711234567");
        assertThat(new PhonePolicy("DE").parse("0171 1234567").e164()).isEqualTo("+491711234567");
    }

    @Test
    void theRegionDoesNotTouchANumberWithCountryCode() {
        assertThat(PhoneNumber.parse("+41711234567", "DE").e164()).isEqualTo("+41711234567");
    }

    @Test
    void anEmptyNumberIsRefusedAsEmpty() {
        assertRejected(Reason.PHONE_EMPTY, () -> PhoneNumber.parse("", "CH"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t\n",
                "PhoneNumber",
                "abc",
                "+",
                "1",
                "+999123456789",
                "+41",
                "+4171123456789012345678",
                "071 123 45 67 and more words",
                "\u0000",
            })
    void whatIsNoNumberIsRefused(String text) {
        assertRejected(Reason.PHONE_INVALID, () -> PhoneNumber.parse(text, "CH"));
    }

    @Test
    void moreThan250CharactersAreRefusedWhateverTheyHold() {
        var number = "0711234567";
        var longest = " ".repeat(PhoneNumber.MAX_TEXT_LENGTH - number.length()) + number;

        assertThat(PhoneNumber.parse(longest, "CH").e164()).isEqualTo("+41711234567");
        assertRejected(Reason.PHONE_INVALID, () -> PhoneNumber.parse(" " + longest, "CH"));
        assertRejected(Reason.PHONE_INVALID, () -> PhoneNumber.parse("7".repeat(1_000_000), "CH"));
    }

    @Test
    void aNumberInItsStoredFormIsReadAsItself() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            var number = new PhoneNumber("+4179" + (1_000_000 + random.nextInt(9_000_000)));
            assertThat(PhoneNumber.parse(number.e164(), "CH")).isEqualTo(number);
        }
    }

    @Test
    void noTextBreaksTheReader() {
        var random = new SplittableRandom(7);
        var alphabet = "0123456789+0041()-./ ;ext=#*,abc\u00a0\u0660\uff0b\ud83d";
        for (int i = 0; i < 10_000; i++) {
            var text =
                    random.ints(random.nextInt(30), 0, alphabet.length())
                            .mapToObj(at -> alphabet.substring(at, at + 1))
                            .collect(Collectors.joining());
            var refused = catchThrowable(() -> PhoneNumber.parse(text, "CH"));
            if (refused != null) {
                assertThat(refused).as(text).isInstanceOf(Rejection.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "41711234567", "+0711234567", "+41 71", "+41711234567x"})
    void noOtherFormCanBeMade(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(text));
    }

    @ParameterizedTest
    @CsvSource({
        "+41791234567, CH",
        "+4915112345678, DE",
        "+12025550123, US",
        "+14165550123, CA",
        "+390612345678, IT",
        "+3906698123, VA",
        "+1234567890, US",
        "+88213123456, 001",
        "+2101234567, ZZ",
    })
    void itIsOfACountry(String number, String country) {
        assertThat(new PhoneNumber(number).country()).isEqualTo(country);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+41791234567",
                "+41900123456",
                "+4915112345678",
                "+12125550123",
                "+883510000000000",
                "+33612345678"
            })
    void aNumberAsLongAsOthersOfItsCountryIsPossible(String number) {
        assertThat(new PhoneNumber(number).isPossible()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+419001234567",
                "+4179555666166",
                "+41795556661661",
                "+41860791234567",
                "+4179",
                "+1212555012",
                "+121255501234",
                "+9991234567",
                "+12"
            })
    void aNumberThatIsTooLongOrTooShortOrAVoicemailBoxIsNot(String number) {
        assertThat(new PhoneNumber(number).isPossible()).isFalse();
    }

    @Test
    void itPrintsItsLastTwoDigitsOnly() {
        assertThat(new PhoneNumber("+41711234567")).hasToString("+…67");
    }

    @Test
    void aRegionWithoutNumbersIsNoPolicy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhonePolicy("XX"))
                .withMessageContaining("XX");
        assertThatIllegalArgumentException().isThrownBy(() -> new PhonePolicy("ch"));
    }
}
