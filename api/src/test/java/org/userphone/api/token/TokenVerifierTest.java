package org.userphone.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;

class TokenVerifierTest {

    private static final Tokens RSA = Tokens.of("RS256", "rsa");
    private static final Tokens PSS = new Tokens("PS256", "rsa", RSA.pair());
    private static final Tokens EC = Tokens.of("ES256", "ec");
    private static final Tokens ED = Tokens.of("EdDSA", "ed");
    private static final String KEYS = Tokens.jwks(RSA, EC, ED);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final TokenVerifier verifier =
            new TokenVerifier(TestConfig.trusting(KEYS), clock, Runnable::run);

    static Stream<Tokens> signers() {
        return Stream.of(RSA, PSS, EC, ED);
    }

    @ParameterizedTest
    @MethodSource("signers")
    void aTokenOfEachAlgorithmIsAccepted(Tokens signer) {
        assertThat(verify(signer.token(claims())).caller().id()).isEqualTo(new UserId("anna"));
    }

    @ParameterizedTest
    @MethodSource("signers")
    void aTokenWithoutAKeyIdIsTriedWithTheKeysThatFit(Tokens signer) {
        var header = signer.header();
        header.remove("kid");

        assertThat(verify(signer.token(header, claims())).caller().id().value()).isEqualTo("anna");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
    void anAccessTokenTypeIsAccepted(String type) {
        var header = RSA.header();
        header.put("typ", type);
        header.values().removeIf(value -> value == null);

        assertThat(verify(RSA.token(header, claims())).caller().id().value()).isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "id_token", "logout+jwt", "JOSE", "dpop+jwt", ""})
    void anotherTypeIsRefused(String type) {
        var header = RSA.header();
        header.put("typ", type);

        assertInvalid(RSA.token(header, claims()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "Refresh", "bearer", ""})
    void aTypeClaimOtherThanBearerIsRefused(String type) {
        assertInvalid(RSA.token(with("typ", type)));
    }

    @Test
    void theTypeClaimOfKeycloaksAccessTokensIsAccepted() {
        verify(RSA.token(with("typ", "Bearer")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void theSchemeIsReadInAnyCase(String scheme) {
        verifier.verify(scheme + RSA.token(claims()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void noHeaderIsAMissingToken(String header) {
        assertThat(rejected(() -> verifier.verify(header))).isEqualTo(Reason.TOKEN_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearerx", "DPoP a.b.c"})
    void anotherSchemeIsUnknown(String header) {
        assertThat(rejected(() -> verifier.verify(header))).isEqualTo(Reason.TOKEN_SCHEME_UNKNOWN);
    }

    @Test
    void severalHeadersAreRefused() {
        String header = "Bearer " + RSA.token(claims());

        assertThat(rejected(() -> verifier.verifyOnly(List.of(header, header))))
                .isEqualTo(Reason.TOKEN_INVALID);
        assertThat(rejected(() -> verifier.verifyOnly(List.of()))).isEqualTo(Reason.TOKEN_MISSING);
        assertThat(verifier.verifyOnly(List.of(header)).caller().id().value()).isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer garbage",
                "Bearer a.b",
                "Bearer a.b.c",
                "Bearer a.b.c.d.e",
                "Bearer ..",
                "Bearer é.è.à",
                "Bearer e30.e30.e30",
                "Bearer bnVsbA.bnVsbA.bnVsbA"
            })
    void garbageIsRefused(String header) {
        assertThat(rejected(() -> verifier.verify(header))).isEqualTo(Reason.TOKEN_INVALID);
    }

    @Test
    void twoTokensInOneHeaderAreRefused() {
        String token = RSA.token(claims());

        assertInvalid(token + ", Bearer " + token);
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() {
        signers()
                .map(signer -> Tokens.of(signer.algorithm(), signer.kid()))
                .forEach(forger -> assertInvalid(forger.token(claims())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void aTokenWithoutASignatureIsRefused(String none) {
        String unsigned = encoded(Map.of("alg", none, "typ", "JWT")) + "." + encoded(claims());

        assertInvalid(unsigned + ".");
        assertInvalid(unsigned);
        assertInvalid(unsigned + "." + RSA.token(claims()).split("\\.")[2]);
    }

    @Test
    void aTokenSealedWithThePublicKeyAsSecretIsRefused() throws GeneralSecurityException {
        for (Tokens issuer : signers().toList()) {
            byte[] der = issuer.pair().getPublic().getEncoded();
            for (byte[] secret :
                    List.of(
                            der,
                            issuer.pem().getBytes(UTF_8),
                            issuer.pem().strip().getBytes(UTF_8),
                            KEYS.getBytes(UTF_8))) {
                assertInvalid(sealed(secret, issuer.kid()));
            }
        }
    }

    @Test
    void aTokenSealedWithThePublicPemIsRefusedWhenThatPemIsConfigured()
            throws GeneralSecurityException {
        var pemVerifier = new TokenVerifier(TestConfig.trusting(RSA.pem()), clock, Runnable::run);
        String token = sealed(RSA.pem().getBytes(UTF_8), "any");

        assertThat(rejected(() -> pemVerifier.verify("Bearer " + token)))
                .isEqualTo(Reason.TOKEN_INVALID);
    }

    private String sealed(byte[] secret, String kid) throws GeneralSecurityException {
        String signed =
                encoded(Map.of("alg", "HS256", "kid", kid, "typ", "JWT")) + "." + encoded(claims());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return signed + "." + Base64URL.encode(mac.doFinal(signed.getBytes(UTF_8)));
    }

    @Test
    void aChangedPayloadIsRefused() {
        signers()
                .forEach(
                        signer -> {
                            String[] parts = signer.token(claims()).split("\\.");
                            assertInvalid(
                                    parts[0] + "." + encoded(with("sub", "eve")) + "." + parts[2]);
                        });
    }

    @Test
    void aChangedHeaderIsRefused() {
        String[] parts = RSA.token(claims()).split("\\.");

        assertInvalid(encoded(PSS.header()) + "." + parts[1] + "." + parts[2]);
        assertInvalid(encoded(EC.header()) + "." + parts[1] + "." + parts[2]);
        assertInvalid(encoded(ED.header()) + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void aKeyOfAnotherTypeThanTheAlgorithmIsRefused() {
        var header = EC.header();
        header.put("kid", "rsa");
        assertInvalid(EC.token(header, claims()));
        assertInvalid(RSA.token(header, claims()));

        header.put("alg", "EdDSA");
        assertInvalid(RSA.token(header, claims()));
    }

    /** CVE-2022-21449: a signature of zeros was good for every key. */
    @Test
    void anEcdsaSignatureOfZerosIsRefused() {
        String signed = encoded(EC.header()) + "." + encoded(claims());

        assertInvalid(signed + "." + Base64URL.encode(new byte[64]));
        assertInvalid(signed + "." + Base64URL.encode(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}));
    }

    @Test
    void aSignatureOfAnotherLengthIsRefused() {
        signers()
                .forEach(
                        signer -> {
                            String token = signer.token(claims());
                            String signed = token.substring(0, token.lastIndexOf('.') + 1);
                            byte[] signature =
                                    new Base64URL(token.substring(signed.length())).decode();
                            assertInvalid(signed + Base64URL.encode(Arrays.copyOf(signature, 10)));
                            assertInvalid(
                                    signed
                                            + Base64URL.encode(
                                                    Arrays.copyOf(
                                                            signature, signature.length + 1)));
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS512", "ES384", "ES256K", "HS512", "EdDSA2", ""})
    void analgorithmThatIsNotConfiguredIsRefused(String algorithm) {
        var header = RSA.header();
        header.put("alg", algorithm);

        assertInvalid(RSA.token(header, claims()));
    }

    @Test
    void aGoodAlgorithmThatTheIssuerDoesNotUseIsRefused() {
        var onlyRs256 =
                new TokenVerifier(
                        TestConfig.trusting(KEYS, "mp.jwt.verify.publickey.algorithm", "RS256"),
                        clock,
                        Runnable::run);

        onlyRs256.verify("Bearer " + RSA.token(claims()));
        for (Tokens other : List.of(PSS, EC, ED)) {
            assertThat(rejected(() -> onlyRs256.verify("Bearer " + other.token(claims()))))
                    .isEqualTo(Reason.TOKEN_INVALID);
        }
    }

    @Test
    void aKeyInsideTheTokenIsIgnored() {
        for (Tokens forger : List.of(Tokens.of("RS256", "forged"), Tokens.of("ES256", "forged"))) {
            for (String kid : List.of("rsa", "ec", "forged")) {
                var header = forger.header();
                header.put("kid", kid);
                header.put("jwk", forger.jwk());
                assertInvalid(forger.token(header, claims()));
                header.remove("kid");
                assertInvalid(forger.token(header, claims()));
            }
        }
    }

    @Test
    void aKeyThatTheTokenPointsToIsNotFetched() {
        Tokens forger = Tokens.of("RS256", "forged");
        for (String member : List.of("jku", "x5u")) {
            var header = forger.header();
            header.put(member, "http://127.0.0.1:1/keys");
            assertInvalid(forger.token(header, claims()));
        }
    }

    @Test
    void aCriticalExtensionIsRefused() {
        var header = RSA.header();
        header.put("crit", List.of("exp"));
        header.put("exp", 1);
        assertInvalid(RSA.token(header, claims()));

        header.put("crit", List.of("b64"));
        header.put("b64", true);
        assertInvalid(RSA.token(header, claims()));

        header.put("crit", List.of());
        assertInvalid(RSA.token(header, claims()));
    }

    @Test
    void anUnknownKeyIdIsRefused() {
        var header = RSA.header();
        header.put("kid", "unknown");

        assertInvalid(RSA.token(header, claims()));
    }

    @Test
    void aTokenExpiresToTheSecondAfterTheAllowedSkew() {
        long now = now();
        verify(RSA.token(with("exp", now - 59)));

        assertInvalid(RSA.token(with("exp", now - 60)));
        assertInvalid(RSA.token(with("exp", 0)));
        assertInvalid(RSA.token(with("exp", -1)));
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertInvalid(RSA.token(without("exp")));
        assertInvalid(RSA.token(with("exp", null)));
        assertInvalid(RSA.token(with("exp", "4102444800")));
        assertInvalid(RSA.token(with("exp", true)));
    }

    @Test
    void aTokenIsNotGoodBeforeItsTime() {
        verify(RSA.token(with("nbf", now() + 60)));

        assertInvalid(RSA.token(with("nbf", now() + 61)));
        assertInvalid(RSA.token(with("nbf", "now")));
        assertInvalid(RSA.token(with("nbf", null)));
    }

    @Test
    void aTokenFromTheFutureIsRefused() {
        verify(RSA.token(with("iat", now() + 60)));
        verify(RSA.token(without("iat")));

        assertInvalid(RSA.token(with("iat", now() + 61)));
        assertInvalid(RSA.token(with("iat", "now")));
    }

    @Test
    void timesBeyondAllNumbersDoNotOverflow() {
        verify(RSA.token(RSA_HEADER, payload("\"exp\":9223372036854775807")));
        verify(RSA.token(RSA_HEADER, payload("\"exp\":1e30")));

        assertInvalid(RSA.token(RSA_HEADER, payload("\"exp\":-1e30")));
        assertInvalid(RSA.token(RSA_HEADER, payload("\"exp\":1e30,\"nbf\":9223372036854775807")));
        assertInvalid(RSA.token(RSA_HEADER, payload("\"exp\":1e30,\"iat\":1e300")));
    }

    @Test
    void aTokenIsTooOldWhenItsAgeIsLimited() {
        var limited =
                new TokenVerifier(
                        TestConfig.trusting(KEYS, "mp.jwt.verify.token.age", "100"),
                        clock,
                        Runnable::run);

        limited.verify("Bearer " + RSA.token(with("iat", now() - 159)));
        for (var claims : List.of(with("iat", now() - 160), without("iat"))) {
            assertThat(rejected(() -> limited.verify("Bearer " + RSA.token(claims))))
                    .isEqualTo(Reason.TOKEN_INVALID);
        }
    }

    @Test
    void anotherIssuerIsRefused() {
        assertInvalid(RSA.token(with("iss", "https://evil.example")));
        assertInvalid(RSA.token(with("iss", Tokens.ISSUER + "/")));
        assertInvalid(RSA.token(with("iss", Tokens.ISSUER.toUpperCase())));
        assertInvalid(RSA.token(with("iss", List.of(Tokens.ISSUER))));
        assertInvalid(RSA.token(without("iss")));
    }

    @Test
    void anotherAudienceIsRefused() {
        assertInvalid(RSA.token(with("aud", "somebody-else")));
        assertInvalid(RSA.token(with("aud", List.of("somebody", "else"))));
        assertInvalid(RSA.token(with("aud", List.of())));
        assertInvalid(RSA.token(with("aud", Map.of("somebody", 1))));
        assertInvalid(RSA.token(without("aud")));
    }

    @Test
    void anAudienceIsNoObjectWithOurNameForAKey() {
        assertInvalid(RSA.token(with("aud", Map.of(Tokens.AUDIENCE, 1))));
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        verify(RSA.token(with("aud", List.of("account", Tokens.AUDIENCE))));
    }

    @Test
    void aTokenNamesItsUserInOneToTwoHundredCharacters() {
        String longest = "é".repeat(200);
        assertThat(verify(RSA.token(with("sub", longest))).caller().id().value())
                .isEqualTo(longest);

        assertInvalid(RSA.token(with("sub", longest + "e")));
        assertInvalid(RSA.token(with("sub", "")));
        assertInvalid(RSA.token(with("sub", 7)));
        assertInvalid(RSA.token(with("sub", List.of("anna"))));
        assertInvalid(RSA.token(without("sub")));
    }

    @Test
    void aTokenOfTwentyFourKibibytesIsRead() {
        int room = 24 * 1024 - RSA.token(with("pad", "")).length();
        String padding = "x".repeat(room * 3 / 4 - 2);
        verify(RSA.token(with("pad", padding)));

        assertInvalid(RSA.token(with("pad", padding + "xxxx")));
        assertInvalid("a".repeat(1_000_000));
    }

    @Test
    void duplicateNamesAndDeepNestingDoNoHarm() {
        String nested = "[".repeat(5000) + "]".repeat(5000);
        assertInvalid(RSA.token(RSA_HEADER, payload("\"exp\":1,\"deep\":" + nested)));
        assertInvalid(RSA.token("{\"alg\":\"RS256\",\"deep\":" + nested + "}", payload("\"a\":1")));
        assertInvalid(RSA.token(RSA_HEADER, payload("\"exp\":1,\"exp\":2")));
        assertInvalid(
                RSA.token("{\"alg\":\"none\",\"alg\":\"RS256\",\"alg\":\"HS256\"}", payload("")));
    }

    @Test
    void aPayloadThatIsNoObjectIsRefused() {
        for (String payload : List.of("[]", "1", "null", "\"text\"", "{", "", "{}", "{} {}")) {
            assertInvalid(RSA.token(RSA_HEADER, payload));
        }
    }

    @Test
    void aRejectionShowsNoSetting() {
        var rejection =
                catchThrowableOfType(
                        Rejection.class, () -> verify(RSA.token(with("aud", "somebody-else"))));

        assertThat(rejection).hasMessage("TOKEN_INVALID").hasNoCause();
        assertThat(rejection.explanation().orElseThrow().sentence())
                .doesNotContain(Tokens.AUDIENCE);
    }

    @Test
    void eachRefusalHasItsCause() {
        long now = now();
        assertThat(cause(RSA.token(with("exp", now - 61)))).isEqualTo("TOKEN_EXPIRED");
        assertThat(cause(RSA.token(with("aud", "other")))).isEqualTo("TOKEN_AUDIENCE");
        assertThat(cause(RSA.token(with("iss", "other")))).isEqualTo("TOKEN_ISSUER_UNKNOWN");
        assertThat(cause(RSA.token(with("nbf", now + 61)))).isEqualTo("TOKEN_NOT_YET_VALID");
        assertThat(cause(RSA.token(without("exp")))).isEqualTo("TOKEN_TIMES");
        assertThat(cause(RSA.token(with("typ", "ID")))).isEqualTo("TOKEN_TYPE");
        assertThat(cause("opaque")).isEqualTo("TOKEN_MALFORMED");
        var unknown = RSA.header();
        unknown.put("kid", "unknown");
        assertThat(cause(RSA.token(unknown, claims()))).isEqualTo("TOKEN_KEY_UNKNOWN");
        var token = RSA.token(claims());
        var end = token.lastIndexOf('.') + 1;
        assertThat(cause(token.substring(0, end) + Base64URL.encode(new byte[256])))
                .isEqualTo("TOKEN_SIGNATURE");
    }

    @Test
    void theLogSaysWhyAndWhoseTokenItIsInOneLineThatTheTokenCannotForge() {
        var claims = with("aud", "somebody else\nERROR forged");
        try (var log = new LoggedLines(InvalidToken.class)) {
            cause(RSA.token(claims));

            assertThat(log.lines())
                    .containsExactly(
                            "INFO The token is refused: it is meant for somebody else. iss="
                                    + Tokens.ISSUER
                                    + " aud=somebodyelseERRORforged kid=rsa");
        }
    }

    private String cause(String token) {
        return catchThrowableOfType(Rejection.class, () -> verify(token))
                .explanation()
                .orElseThrow()
                .cause();
    }

    @Test
    void theCallerIsInTheOrganisationThatTheTokenNames() {
        String claim = "urn:zitadel:iam:user:resourceowner:id";

        assertThat(verify(RSA.token(with(claim, "acme"))).caller().organisation())
                .contains(new OrganisationId("acme"));
        assertThat(verify(RSA.token(claims())).caller().organisation()).isEmpty();
        assertThat(verify(RSA.token(with(claim, ""))).caller().organisation()).isEmpty();
        assertThat(verify(RSA.token(with(claim, List.of("a", "b")))).caller().organisation())
                .isEmpty();
    }

    @Test
    void oddValuesInTheHeaderAreRefusedOrIgnoredAndNeverAFault() {
        var odd =
                Arrays.asList(null, true, 0, -1.5, "", "é", "e30", List.of(), Map.of(), List.of(1));
        for (String member :
                List.of(
                        "alg",
                        "kid",
                        "typ",
                        "cty",
                        "crit",
                        "jwk",
                        "jku",
                        "x5c",
                        "x5u",
                        "x5t",
                        "x5t#S256",
                        "b64",
                        "iss",
                        "sub",
                        "aud")) {
            for (Object value : odd) {
                var header = RSA.header();
                header.put(member, value);
                assertThatNoFaultComesOf(RSA.token(header, claims()));
            }
        }
    }

    @Test
    void oddValuesInThePayloadAreRefusedOrIgnoredAndNeverAFault() {
        var odd = Arrays.asList(null, true, 0, -1.5, "", "é", List.of(), Map.of(), List.of(1));
        for (String member :
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "nbf",
                        "iat",
                        "jti",
                        "typ",
                        "groups",
                        "upn",
                        "urn:zitadel:iam:user:resourceowner:id")) {
            for (Object value : odd) {
                assertThatNoFaultComesOf(RSA.token(with(member, value)));
            }
        }
    }

    private void assertThatNoFaultComesOf(String token) {
        try {
            verify(token);
        } catch (Rejection e) {
            assertThat(e.reason()).isEqualTo(Reason.TOKEN_INVALID);
        }
    }

    private static final String RSA_HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";

    private String payload(String members) {
        return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"anna\",%s}"
                .formatted(Tokens.ISSUER, Tokens.AUDIENCE, members);
    }

    private Map<String, Object> claims() {
        return Tokens.claims(clock.instant());
    }

    private Map<String, Object> with(String name, Object value) {
        return changed(claims -> claims.put(name, value));
    }

    private Map<String, Object> without(String name) {
        return changed(claims -> claims.remove(name));
    }

    private Map<String, Object> changed(Consumer<Map<String, Object>> change) {
        var claims = new HashMap<>(claims());
        change.accept(claims);
        return claims;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Test
    void theRolesAreShownAsTheTokenNamesThemWithTheirClaim() {
        var issuer =
                new TokenVerifier(
                        TestConfig.trusting(KEYS, "userphone.issuer.default.roles", "access/roles"),
                        clock,
                        Runnable::run);
        var claims = with("access", Map.of("roles", List.of("ORG_OWNER", "unknown", "")));

        assertThat(issuer.verify("Bearer " + RSA.token(claims)).roles())
                .isEqualTo(
                        new RoleClaim("default", "access/roles", Set.of("ORG_OWNER", "unknown")));
    }

    private VerifiedToken verify(String token) {
        return verifier.verify("Bearer " + token);
    }

    private void assertInvalid(String token) {
        assertThat(rejected(() -> verify(token))).isEqualTo(Reason.TOKEN_INVALID);
    }

    private static Reason rejected(Runnable call) {
        return catchThrowableOfType(Rejection.class, call::run).reason();
    }

    private static String encoded(Map<String, Object> json) {
        return Base64URL.encode(JSONObjectUtils.toJSONString(json)).toString();
    }
}
