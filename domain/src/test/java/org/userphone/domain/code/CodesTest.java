package org.userphone.domain.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.InMemoryDomain.key;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.Keyring;

class CodesTest {

    private static final String DEFAULT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String ADDRESS = "+41791234567";
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Keyring keys = keyring(key("k1", 1));
    private final Codes codes = codes(6, DEFAULT, keys);

    @Test
    void everySymbolIsAsLikelyAsEveryOtherInEveryPlace() {
        // Fair draws exceed 279.1 once in 1000 seeds: 6 places of 35 degrees of freedom, p = 0.001.
        assertThat(chiSquare(codes::draw, 6, DEFAULT)).isLessThan(279.1);
    }

    @Test
    void everySymbolIsAsLikelyAsEveryOtherInAnAlphabetOfAnySize() {
        // 6 places of 9 degrees of freedom, p = 0.001.
        assertThat(chiSquare(codes(6, "0123456789", keys)::draw, 6, "0123456789")).isLessThan(91.9);
    }

    @Test
    void aDrawThatFoldsBytesIntoTheAlphabetWouldBeNoticed() {
        var random = new SplittableRandom(1);
        Supplier<VerificationCode> folding =
                () -> {
                    var code = new StringBuilder();
                    for (int i = 0; i < 6; i++) {
                        code.append(DEFAULT.charAt(random.nextInt(256) % DEFAULT.length()));
                    }
                    return new VerificationCode(code.toString());
                };

        assertThat(chiSquare(folding, 6, DEFAULT)).isGreaterThan(10_000);
    }

    @Test
    void lengthAndAlphabetAreAsConfigured() {
        assertThat(codes(20, "0123456789", keys).draw().text()).matches("[0-9]{20}");
        assertThat(codes(4, "abcdefghij", keys).draw().text()).matches("[a-j]{4}");
        assertThat(codes.draw().text()).matches("[A-Z0-9]{6}");
    }

    @Test
    void anIssuedCodeMatches() {
        assertThat(matches(codes, pending(issue()), ADDRESS)).isTrue();
    }

    @Test
    void noOtherTextMatches() {
        var issued = codes.issue(MINNIE, ADDRESS);
        var text = issued.plain().text();

        for (var wrong : new String[] {"", text.toLowerCase() + "x", text + "1", text + text}) {
            assertThat(codes.matches(pending(issued), MINNIE, ADDRESS, wrong, NOON)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "67-ZHAU",
                "67 ZHAU",
                " 67ZHAU\n",
                "67zhau",
                "67\u2011zh\u00a0au",
                "\u206867ZHAU\u2069",
                "\u0666\u0667ZHAU",
            })
    void aCodeIsReadHoweverItIsTyped(String text) {
        var issued = codes.issue(MINNIE, ADDRESS, new VerificationCode("67ZHAU"));

        assertThat(codes.matches(pending(issued), MINNIE, ADDRESS, text, NOON)).isTrue();
    }

    @Test
    void aLowerCaseAlphabetIsReadInBothCasesToo() {
        var lower = codes(6, "abcdefghij", keys);
        var issued = lower.issue(MINNIE, ADDRESS, new VerificationCode("abcdef"));

        assertThat(lower.matches(pending(issued), MINNIE, ADDRESS, "ABC-DEF", NOON)).isTrue();
    }

    @Test
    void anAlphabetOfBothCasesIsExactAboutThem() {
        var mixed = codes(6, "abcdefghijABCDEFGHIJ", keys);
        var issued = mixed.issue(MINNIE, ADDRESS, new VerificationCode("abCDef"));

        assertThat(mixed.matches(pending(issued), MINNIE, ADDRESS, "abCD-ef", NOON)).isTrue();
        assertThat(mixed.matches(pending(issued), MINNIE, ADDRESS, "abcdef", NOON)).isFalse();
    }

    @Test
    void aCodeThatPhonesAreToFindAlwaysHasADigit() {
        var policy = new CodePolicy(4, "ABCDEFGHIJKLMNOPQRSTUVWXYZ2", LIFETIME, true);
        var finding = new Codes(policy, keys, new SplittableRandom(11));

        for (int i = 0; i < 1_000; i++) {
            assertThat(finding.draw().text()).contains("2");
        }
    }

    @Test
    void aCodeProvesNothingOfAnotherUserOrAddress() {
        var issued = issue();
        var text = issued.plain().text();

        assertThat(codes.matches(pending(issued), new UserId("daisy"), ADDRESS, text, NOON))
                .isFalse();
        assertThat(codes.matches(pending(issued), MINNIE, "+41791234568", text, NOON)).isFalse();
    }

    @Test
    void theBoundsBetweenUserAddressAndCodeCannotBeMoved() {
        var issued = codes.issue(new UserId("ab"), "c");
        var text = issued.plain().text();

        assertThat(codes.matches(pending(issued), new UserId("a"), "bc", text, NOON)).isFalse();
        assertThat(
                        codes.matches(
                                pending(issued),
                                new UserId("ab"),
                                "c" + text.charAt(0),
                                text.substring(1),
                                NOON))
                .isFalse();
    }

    @Test
    void theSameCodeHasAnotherHashUnderAnotherKey() {
        var issued = issue();

        assertThat(matches(codes(6, DEFAULT, keyring(key("k1", 2))), pending(issued), ADDRESS))
                .isFalse();
    }

    @Test
    void aCodeOutlivesTheRotationOfItsKey() {
        var issued = issue();
        var rotated = codes(6, DEFAULT, keyring(key("k2", 2) + "," + key("k1", 1)));

        assertThat(matches(rotated, pending(issued), ADDRESS)).isTrue();
        assertThat(rotated.issue(MINNIE, ADDRESS).hash().keyId()).isEqualTo("k2");
    }

    @Test
    void aCodeEndsWithTheWithdrawalOfItsKey() {
        var withdrawn = codes(6, DEFAULT, keyring(key("k2", 2)));

        assertThat(matches(withdrawn, pending(issue()), ADDRESS)).isFalse();
    }

    @Test
    void aCodeExpiresToTheInstant() {
        var issued = issue();
        var text = issued.plain().text();
        var pending = pending(issued);
        var end = NOON.plus(LIFETIME);

        assertThat(codes.matches(pending, MINNIE, ADDRESS, text, end.minusNanos(1))).isTrue();
        assertThat(codes.matches(pending, MINNIE, ADDRESS, text, end)).isFalse();
    }

    @Test
    void aCodeMasksItselfWhereverItIsPrinted() {
        var issued = issue();

        assertThat(issued.plain()).hasToString("******");
        assertThat(issued.toString())
                .doesNotContain(issued.plain().text(), issued.hash().value())
                .contains("k1");
    }

    /** The issued code that {@link #matches} enters; equal seeds issue equal codes. */
    private static IssuedCode issue() {
        return codes(6, DEFAULT, keyring(key("k1", 1))).issue(MINNIE, ADDRESS);
    }

    private static boolean matches(Codes codes, PendingCode pending, String address) {
        return codes.matches(pending, MINNIE, address, issue().plain().text(), NOON);
    }

    private static PendingCode pending(IssuedCode issued) {
        return new PendingCode(issued.hash(), NOON, NOON.plus(issued.lifetime()), 1, 0, 0);
    }

    private static Codes codes(int length, String alphabet, Keyring keys) {
        return new Codes(
                new CodePolicy(length, alphabet, LIFETIME), keys, new SplittableRandom(11));
    }

    private static Keyring keyring(String text) {
        return Keyring.parse(text, new SplittableRandom(5));
    }

    /** Pearson's statistic over every symbol in every place of a million codes. */
    private static double chiSquare(Supplier<VerificationCode> draw, int length, String alphabet) {
        int codes = 1_000_000;
        var seen = new int[length][alphabet.length()];
        for (int i = 0; i < codes; i++) {
            var text = draw.get().text();
            for (int place = 0; place < length; place++) {
                seen[place][alphabet.indexOf(text.charAt(place))]++;
            }
        }
        double expected = (double) codes / alphabet.length();
        double sum = 0;
        for (var place : seen) {
            for (int times : place) {
                assertThat(times).as("every symbol is seen").isPositive();
                sum += (times - expected) * (times - expected) / expected;
            }
        }
        return sum;
    }
}
