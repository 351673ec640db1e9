package org.userphone.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private static final Tokens RSA = Tokens.of("RS256", "rsa");

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
            assertThat(KeyText.parse(text))
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
        assertThat(KeyText.parse(CERTIFICATE))
                .singleElement()
                .satisfies(key -> assertThat(key.algorithms()).containsExactly(JWSAlgorithm.ES256));
    }

    @Test
    void severalKeysInOnePemAreAllRead() throws IOException {
        assertThat(KeyText.parse(RSA.pem() + CERTIFICATE)).hasSize(2);
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
        List<VerificationKey> keys = KeyText.parse(Tokens.jwks(List.of(rsa(members))));
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
        assertThatThrownBy(() -> KeyText.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void aSecretKeyIsNotQuotedInTheError() {
        assertThatThrownBy(() -> KeyText.parse("-----BEGIN PRIVATE KEY-----\nc2VjcmV0"))
                .hasMessage("the PEM holds neither a PUBLIC KEY nor a CERTIFICATE");
    }

    private static List<String> ids(String jwks) throws IOException {
        return KeyText.parse(jwks).stream()
                .map(VerificationKey::id)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<String, Object> rsa(Map<String, Object> members) {
        var jwk = new HashMap<>(RSA.jwk());
        jwk.putAll(members);
        return jwk;
    }
}
