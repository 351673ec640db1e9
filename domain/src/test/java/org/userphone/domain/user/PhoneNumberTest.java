package org.userphone.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.userphone.domain.Rejected.assertRejected;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.PhoneFlaw;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.ClientAddress;
import org.userphone.domain.access.Origin;
import org.userphone.domain.user.PhonePolicy.Check;

class PhoneNumberTest {

    private static final Caller ANYBODY = People.plain(People.MINNIE);

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+41 79 123 45 67 (Axel)",
                "079 123 45 67 (Axel)",
                "+41 79 123 45 67 Axel",
                "+41 79 123 45 67 - mobile",
                "+41 79 123 45 67/Büro",
                "+41 79 123 45 67, please ring twice",
                "+41 79 123 45 67 (since 2020)",
                "+41 79 123 45 67 [Axel 2].",
                "+41 79 123 45 67 моб",
                "079 123 45 67 ab",
                "Axel: +41 79 123 45 67",
                "Mobil 079 123 45 67 (privat)",
                "tel:+41-79-123-45-67 (Axel)",
                "tel:079-123-45-67;phone-context=+41",
            })
    void wordsBesideANumberAreNoDigitsOfIt(String text) {
        assertThat(PhoneNumber.parse(text, "CH").e164()).isEqualTo("+41791234567");
    }

    @ParameterizedTest
    @CsvSource({
        "+1 800 FLOWERS, +18003569377",
        "1-800-flowers, +18003569377",
        "+1 (800) FLOWERS, +18003569377",
        "+1 800 GOT-JUNK?, +18004685865",
        "+1 800 4MY-RIDE, +18004697433",
        "+41 800 FLOWER, +41800356937",
    })
    void lettersAreDigitsWhereTheWholeIsAVanityNumber(String text, String e164) {
        assertThat(PhoneNumber.parse(text, "US").e164()).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+41 79 123 45 67 or +41 79 765 43 21",
                "+41 79 123 45 67 Axel 2",
                "+41791234567abc",
                "079 123 45 6O",
                "079 1B3 45 67",
                "+41 79 FOO 45 67 12 34 bar",
                "+33 6 6X XX XX 83",
                "+923419005ba521",
                "+917878787xyz",
                "+4072d3800439",
                "+40721eeasd0",
                "VNTRIP2016A0NLH",
                "a53055a51212a",
            })
    void whatIsNotClearlyOneNumberIsRefused(String text) {
        assertFlaw(PhoneFlaw.NOT_A_NUMBER, () -> PhoneNumber.parse(text, "CH"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+41\t79\t123\t45\t67",
                "+41 79 123\n45 67",
                "+41 79\r\n123 45 67",
                "\ufeff+41 79 123 45 67",
                "+41\ufeff79\ufeff123\ufeff45\ufeff67",
                "\u202a+41 79 123 45 67\u202c",
                "+41\u00a079\u2009123\u202f45\u300067",
                "+41\u200b79\u2060123\u00ad45\u200e67",
                "+41\u20117912345\u201167",
                "+4\ufe0d1-79\ufe0f-123-45-67",
                "\u202d+41 79 123 45 67\u202c",
                "+41\u00ad79\u200c123\u200d45 67",
            })
    void blanksOfAllKindsAreReadOver(String text) {
        assertThat(PhoneNumber.parse(text, "CH").e164()).isEqualTo("+41791234567");
    }

    @ParameterizedTest
    @CsvSource({
        "123, TOO_SHORT",
        "+41 79 123 45 6, TOO_SHORT",
        "0151 23456789, TOO_LONG",
        "+41 79 123 45 67 89 01 23 45, TOO_LONG",
        "+49 123456789012345678, TOO_LONG",
        "+999 123456789, COUNTRY_CODE",
        "+210 1234567, COUNTRY_CODE",
        "abc, NOT_A_NUMBER",
        "12 (Axel), TOO_SHORT",
        "+1 234 567 890, TOO_SHORT",
    })
    void anImpossibleNumberIsRefusedWithItsReason(String text, PhoneFlaw flaw) {
        assertFlaw(flaw, () -> new PhonePolicy("CH").parse(text, ANYBODY, People.ACME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+41 99 999 99 99",
                "+1 555 010 9999",
                "+49 15 55 55 55 555",
                "+883 510 000 000 000",
                "+800 1234 5678",
                "+41 860 79 123 45 67",
                "+590 690 00 00 00",
            })
    void aNumberThatIsPossibleIsAcceptedWhetherAssignedOrNot(String text) {
        assertThat(new PhonePolicy("CH").parse(text, ANYBODY, People.ACME).e164())
                .isEqualTo(text.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({"123, +41123", "0151 23456789, +41015123456789", "+1234567890, +1234567890"})
    void aLenientPolicyTakesWhateverCanBeRead(String text, String e164) {
        var lenient = new PhonePolicy("CH", Map.of(), Check.LENIENT);

        assertThat(lenient.parse(text, ANYBODY, People.ACME).e164()).isEqualTo(e164);
    }

    /** The strict policy is libphonenumber's {@code isPossibleNumber}, and not stricter. */
    @Test
    void noPossibleNumberOfAnyCountryIsRefused() {
        var util = PhoneNumberUtil.getInstance();
        for (var region : util.getSupportedRegions()) {
            for (var type : PhoneNumberType.values()) {
                var example = util.getExampleNumberForType(region, type);
                if (example != null && util.isPossibleNumber(example)) {
                    var text = util.format(example, PhoneNumberFormat.INTERNATIONAL);
                    assertThat(new PhonePolicy("CH").parse(text, ANYBODY, People.ACME).e164())
                            .isEqualTo(util.format(example, PhoneNumberFormat.E164));
                }
            }
        }
    }

    @Test
    void theRequestsRegionComesBeforeTheOrganisationsAndThatBeforeTheInstances() {
        var policy = new PhonePolicy("CH", Map.of(People.ACME, "DE"), Check.POSSIBLE);
        var french =
                ANYBODY.at(
                        new Origin(
                                ClientAddress.UNKNOWN,
                                Optional.empty(),
                                Optional.of("FR"),
                                Optional.empty()));
        var acme = People.ACME;

        assertThat(policy.parse("06 12 34 56 78", french, acme).country()).isEqualTo("FR");
        assertThat(policy.parse("0151 23456789", ANYBODY, acme).country()).isEqualTo("DE");
        assertThat(policy.parse("079 123 45 67", ANYBODY, People.OTHER).country()).isEqualTo("CH");
    }

    private static void assertFlaw(PhoneFlaw flaw, ThrowingCallable parse) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(parse)
                .satisfies(no -> assertThat(no.reason()).isEqualTo(Reason.PHONE_INVALID))
                .satisfies(
                        no ->
                                assertThat(no.explanation().orElseThrow().cause())
                                        .isEqualTo(flaw.name()));
    }

    @Test
    void theRegionReadsANumberWithoutCountryCode() {
        assertThat(PhoneNumber.parse("0171 1234567", "DE").e164()).isEqualTo("+491711234567");
        assertThat(new PhonePolicy("DE").parse("0171 1234567", ANYBODY, People.ACME).e164())
                .isEqualTo("+491711234567");
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
                "071 123 45 67 and 2 more words",
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
