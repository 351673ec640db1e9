package org.userphone.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.Rejection;

class KeyTextTest {

    private static final Tokens RSA = Tokens.of("RS256", "rsa");
    private static final List<Tokens> STRANGERS =
            Stream.of("RS256", "PS256", "ES256", "EdDSA")
                    .map(algorithm -> Tokens.of(algorithm, "stranger"))
                    .toList();
    private static final Tokens EC = Tokens.of("ES256", "ec");

    /** Self-signed, of a P-256 key, good for one day in 2020. */
    private static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBQTCB6aADAgECAghUFGg1FL+KGTAKBggqhkjOPQQDAjAWMRQwEgYDVQQDEwtz
            c28uZXhhbXBsZTAeFw0yMDAxMDEwMDAwMDBaFw0yMDAxMDIwMDAwMDBaMBYxFDAS
            BgNVBAMTC3Nzby5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEyycH
            SOwy16Z+LvvDcuhgawxTBns9eZW3ej+DfeAnIJWYnLefTq/HMKGn2hSzYYFcCwdO
            /v860AYMSq7M0P455qMhMB8wHQYDVR0OBBYEFIRI5MFeAeLRiSHYK6PLl9KXmZKK
            MAoGCCqGSM49BAMCA0cAMEQCIEER6VyAKvKOlkV7DyNzqjTm8WNtoDSmIMYzVVc2
            OjJBAiBPtM1LH8r3ZS0HMMiPfEuCIlmtrm6Xhl8Z34hLdxUA/A==
            -----END CERTIFICATE-----
            """;

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void aPublicKeyIsReadInEveryForm(String algorithm) throws IOException {
        Tokens tokens = Tokens.of(algorithm, "kid");
        String jwk = JSONObjectUtils.toJSONString(tokens.jwk());
        String jwks = Tokens.jwks(tokens);
        byte[] der = tokens.pair().getPublic().getEncoded();

        for (String text :
                List.of(
                        jwk,
                        jwks,
                        tokens.pem(),
                        "\n " + tokens.pem() + " \n",
                        tokens.pem().replace("\r\n", "\n").replace("\n", "\\n"),
                        tokens.pem().replaceAll("\\s*\n", ""),
                        Base64.getEncoder().encodeToString(der),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(der),
                        Base64.getUrlEncoder().encodeToString(jwk.getBytes(UTF_8)),
                        Base64.getEncoder().encodeToString(jwks.getBytes(UTF_8)))) {
            assertThat(parse(text))
                    .as(text)
                    .singleElement()
                    .satisfies(
                            key ->
                                    assertThat(key.algorithms())
                                            .contains(JWSAlgorithm.parse(algorithm)));
        }
    }

    @Test
    void aCertificateIsReadForItsKeyWhateverItsDates() throws IOException {
        assertThat(parse(CERTIFICATE))
                .singleElement()
                .satisfies(key -> assertThat(key.algorithms()).containsExactly(JWSAlgorithm.ES256));
    }

    @Test
    void severalKeysInOnePemAreAllRead() throws IOException {
        assertThat(parse(RSA.pem() + CERTIFICATE)).hasSize(2);
    }

    @Test
    void anRsaKeyServesBothItsAlgorithmsUnlessItNamesOne() throws IOException {
        assertThat(only(Map.of()).algorithms())
                .containsExactlyInAnyOrder(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
        assertThat(only(Map.of("alg", "PS256", "use", "sig")).algorithms())
                .containsExactly(JWSAlgorithm.PS256);
        assertThat(only(Map.of("alg", "RSA-OAEP")).algorithms()).isEmpty();
    }

    private static VerificationKey only(Map<String, Object> members) throws IOException {
        List<VerificationKey> keys = parse(Tokens.jwks(List.of(rsa(members))));
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    @Test
    void keysThatAreNotForSignaturesAreSkipped() throws IOException {
        var keys =
                List.of(
                        rsa(Map.of("kid", "1", "use", "enc")),
                        rsa(Map.of("kid", "2", "key_ops", List.of("encrypt"))),
                        rsa(Map.of("kid", "3", "use", "tls")),
                        rsa(Map.of("kid", "4", "key_ops", List.of("verify"))),
                        rsa(Map.of("kid", "5", "use", "sig")));

        assertThat(ids(Tokens.jwks(keys))).containsExactly("4", "5");
    }

    @Test
    void keysThatAreTooShortOrStrangeAreSkipped() throws IOException {
        var keys =
                List.<Map<String, Object>>of(
                        Tokens.ofSize("RS256", "short", 1024).jwk(),
                        Map.of("kty", "oct", "kid", "secret", "k", "c2VjcmV0"),
                        Map.of("kty", "AKP", "kid", "post-quantum", "alg", "ML-DSA-44"),
                        Map.of("kty", "EC", "kid", "off", "crv", "P-256", "x", "AA", "y", "AA"),
                        Map.of("kty", "EC", "kid", "curve", "crv", "P-999", "x", "AA", "y", "AA"),
                        Map.of("kty", "OKP", "kid", "len", "crv", "Ed25519", "x", "AA"),
                        Map.of("kty", "OKP", "kid", "dh", "crv", "X25519", "x", "AA"),
                        Map.of("kty", "RSA", "kid", "empty"),
                        Map.of(),
                        RSA.jwk());

        assertThat(ids(Tokens.jwks(keys))).containsExactly("rsa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{",
                "{}",
                "{\"kid\":\"1\"}",
                "{\"keys\":{}}",
                "{\"keys\":[",
                "<html></html>",
                "AAAA",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----"
            })
    void whatHoldsNoKeysIsAnError(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void aSecretKeyIsNotQuotedInTheError() {
        assertThatThrownBy(() -> parse("-----BEGIN PRIVATE KEY-----\nc2VjcmV0"))
                .hasMessage("the PEM holds neither a PUBLIC KEY nor a CERTIFICATE");
    }

    static Stream<Arguments> oddKeys() {
        String huge = "_".repeat(200_000);
        return Stream.of(
                odd("further primes", rsa(Map.of("oth", List.of(Map.of("r", "AQAB"))))),
                odd("further primes that are a text", rsa(Map.of("oth", "AQAB"))),
                odd("further primes that are empty", rsa(Map.of("oth", List.of(Map.of())))),
                odd("a modulus of a million bits", rsa(Map.of("n", huge))),
                odd("a modulus of no bits", rsa(Map.of("n", ""))),
                odd("a modulus that is a number", rsa(Map.of("n", 7))),
                odd("a modulus that is no Base64", rsa(Map.of("n", "é+/="))),
                odd("an exponent of one", rsa(Map.of("e", "AQ"))),
                odd("a huge exponent", rsa(Map.of("e", huge))),
                odd("a secret part alone", rsa(Map.of("d", "AQ", "p", "AQ"))),
                odd("a chain that is no certificate", rsa(Map.of("x5c", List.of("AAAA")))),
                odd("a chain that is a number", rsa(Map.of("x5c", 1))),
                odd("a URL that is none", rsa(Map.of("x5u", "\0"))),
                odd("a use that is a list", rsa(Map.of("use", List.of("sig")))),
                odd("operations that are a text", rsa(Map.of("key_ops", "verify"))),
                odd("operations that are numbers", rsa(Map.of("key_ops", List.of(1)))),
                odd("an algorithm that is a number", rsa(Map.of("alg", 256))),
                odd("a type that is a number", rsa(Map.of("kty", 1))),
                odd("a date that is a text", rsa(Map.of("exp", "tomorrow"))),
                odd("a point off the curve", ec(Map.of("x", "AA", "y", "AA"))),
                odd("a point at zero", ec(Map.of("x", "", "y", ""))),
                odd("an unknown curve", ec(Map.of("crv", "P-999"))),
                odd("a curve that is not used", ec(Map.of("crv", "secp256k1"))),
                odd("a huge point", ec(Map.of("x", huge))),
                odd("a half point", Map.of("kty", "EC", "crv", "P-256", "x", "AQ")),
                odd("a short Ed25519 point", okp("Ed25519", "AA")),
                odd("a huge Ed25519 point", okp("Ed25519", huge)),
                odd("a curve for something else", okp("X25519", "AA")),
                odd("Ed448", okp("Ed448", "AA")),
                odd("a secret", Map.of("kty", "oct", "k", "c2VjcmV0")),
                odd("nothing", Map.of()));
    }

    private static Arguments odd(String what, Map<String, Object> jwk) {
        var named = new HashMap<>(jwk);
        named.put("kid", what);
        return Arguments.of(what, named);
    }

    /** Whether such a key is used or skipped is the library's business; it must not do harm. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("oddKeys")
    void anOddKeyTakesNoOtherAlong(String what, Map<String, Object> odd) {
        var clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
        var config = TestConfig.trusting(Tokens.jwks(List.of(odd, RSA.jwk())));
        var verifier = new TokenVerifier(config, clock, Runnable::run);
        var claims = Tokens.claims(clock.instant());

        verifier.verify("Bearer " + RSA.token(claims));
        for (Tokens stranger : STRANGERS) {
            var signer = new Tokens(stranger.algorithm(), what, stranger.pair());
            assertThatExceptionOfType(Rejection.class)
                    .isThrownBy(() -> verifier.verify("Bearer " + signer.token(claims)));
        }
    }

    @Test
    void anOddKeyIsLoggedOnceHoweverOftenItIsRead() throws IOException {
        var log = new IssuerLog("any");
        var jwks = Tokens.jwks(List.of(ec(Map.of("kid", "odd", "x", "AA")), RSA.jwk()));
        try (var lines = new LoggedLines(IssuerLog.class)) {
            KeyText.parse(jwks, log::skipped);
            KeyText.parse(jwks, log::skipped);

            assertThat(lines.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Key odd of issuer any is not used: ")
                    .matches(LoggedLines::isShort);
        }
    }

    @Test
    void aKeyForSomethingElseIsNotOddAndNotLogged() throws IOException {
        var odd = new ArrayList<String>();

        KeyText.parse(Tokens.jwks(List.of(rsa(Map.of("use", "enc")))), (id, why) -> odd.add(id));

        assertThat(odd).isEmpty();
    }

    @Test
    void aKeyThatFailsWhenItIsUsedIsSkippedAndLoggedOnce() {
        var good = Tokens.of("EdDSA", "same");
        var noPoint = okp("Ed25519", "_".repeat(42) + "8");
        noPoint.put("kid", "same");
        var clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
        var config = TestConfig.trusting(Tokens.jwks(List.of(noPoint, good.jwk())));
        var verifier = new TokenVerifier(config, clock, Runnable::run);
        try (var lines = new LoggedLines(IssuerLog.class)) {
            for (String user : List.of("anna", "bert")) {
                var claims = Tokens.claims(clock.instant());
                claims.put("sub", user);
                assertThat(verifier.verify("Bearer " + good.token(claims)).caller().id().value())
                        .isEqualTo(user);
            }
            assertThat(lines.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Key same of issuer default is not used: ");
        }
    }

    private static List<VerificationKey> parse(String text) throws IOException {
        return KeyText.parse(text, (id, why) -> {});
    }

    private static List<String> ids(String jwks) throws IOException {
        return parse(jwks).stream().map(VerificationKey::id).flatMap(Optional::stream).toList();
    }

    private static Map<String, Object> ec(Map<String, Object> members) {
        var jwk = new HashMap<>(EC.jwk());
        jwk.putAll(members);
        return jwk;
    }

    private static Map<String, Object> okp(String curve, String x) {
        return new HashMap<>(Map.of("kty", "OKP", "crv", curve, "x", x));
    }

    private static Map<String, Object> rsa(Map<String, Object> members) {
        var jwk = new HashMap<>(RSA.jwk());
        jwk.putAll(members);
        return jwk;
    }
}
