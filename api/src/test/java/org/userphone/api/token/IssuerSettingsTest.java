package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.Rejection;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.Caller;

class IssuerSettingsTest {

    private static final Tokens ACME = Tokens.of("ES256", "kid");
    private static final Tokens PARTNER = Tokens.of("EdDSA", "kid");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));

    @Test
    void withoutAnyIssuerTheStartIsRefused() {
        refused(TestConfig.of())
                .withMessage(
                        "No issuer of tokens is configured: set mp.jwt.verify.issuer,"
                                + " mp.jwt.verify.publickey.location and"
                                + " mp.jwt.verify.audiences.");
    }

    @ParameterizedTest
    @CsvSource({
        "mp.jwt.verify.issuer,, mp.jwt.verify.issuer is not set.",
        "mp.jwt.verify.audiences,, mp.jwt.verify.audiences is not set.",
        "mp.jwt.verify.audiences, ' ,', mp.jwt.verify.audiences is not set.",
        "mp.jwt.verify.publickey,,"
                + " 'mp.jwt.verify.publickey.location or publickey must be set, one of the two.'",
        "mp.jwt.verify.publickey.location, https://sso.example/keys,"
                + " 'mp.jwt.verify.publickey.location or publickey must be set, one of the two.'",
        "mp.jwt.verify.publickey, hello,"
                + " The keys of issuer default cannot be used: the key is not Base64.",
        "mp.jwt.verify.publickey.algorithm, HS256,"
                + " 'mp.jwt.verify.publickey.algorithm must be of RS256, PS256, ES256 and EdDSA.'",
        "mp.jwt.verify.publickey.algorithm, none,"
                + " 'mp.jwt.verify.publickey.algorithm must be of RS256, PS256, ES256 and EdDSA.'",
        "mp.jwt.verify.publickey.algorithm, RS256,"
                + " The keys of issuer default cannot be used: none is for its algorithms.",
        "mp.jwt.verify.clock.skew, 601, mp.jwt.verify.clock.skew must be 0 to 600 seconds.",
        "mp.jwt.verify.clock.skew, PT1M, mp.jwt.verify.clock.skew must be a number of seconds.",
        "mp.jwt.verify.token.age, -1, mp.jwt.verify.token.age must be a number of seconds."
    })
    void anIncompleteIssuerRefusesTheStart(String key, String value, String message) {
        String text = value == null ? "" : value;

        refused(TestConfig.trusting(ACME.pem(), key, text)).withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.pem", "file:///nowhere.pem", "http://", "https:keys", "\0"})
    void aLocationThatCannotBeReadRefusesTheStart(String location) {
        refused(
                TestConfig.of(
                        "mp.jwt.verify.issuer", Tokens.ISSUER,
                        "mp.jwt.verify.audiences", Tokens.AUDIENCE,
                        "mp.jwt.verify.publickey.location", location));
    }

    @Test
    void anIncompleteFurtherIssuerRefusesTheStart() {
        refused(TestConfig.trusting(ACME.pem(), "userphone.issuers", "partner"))
                .withMessage("userphone.issuer.partner.issuer is not set.");
    }

    @Test
    void eachIssuerIsVerifiedWithItsOwnKeysAndAlgorithmsOnly() {
        var verifier = verifier(two("userphone.issuer.partner.user.prefix", "partner:"));

        assertThat(caller(verifier, ACME, Tokens.ISSUER).id().value()).isEqualTo("anna");
        assertThat(caller(verifier, PARTNER, "https://partner.example").id().value())
                .isEqualTo("partner:anna");

        refuse(verifier, PARTNER, Map.of("iss", Tokens.ISSUER));
        refuse(verifier, ACME, Map.of("iss", "https://partner.example"));
    }

    @Test
    void twoIssuersThatWouldGiveTheSameUserIdsRefuseTheStart() {
        refused(two())
                .withMessage(
                        "The issuers acme and partner would give the same user ids;"
                                + " set another user.prefix for one of them.");
    }

    @Test
    void twoIssuersMayShareUserIdsByAClaimOfTheirOwn() {
        var verifier = verifier(two("userphone.issuer.partner.user.claim", "employee"));

        assertThat(
                        caller(
                                        verifier,
                                        PARTNER,
                                        Map.of("iss", "https://partner.example", "employee", "7"))
                                .id()
                                .value())
                .isEqualTo("7");
    }

    @Test
    void anIssuerCannotNameUsersOfAnother() {
        var verifier = verifier(two("userphone.issuer.partner.user.prefix", "partner:"));

        refuse(verifier, ACME, Map.of("iss", Tokens.ISSUER, "sub", "partner:anna"));
    }

    @Test
    void anIssuerCannotNameUsersOfAnotherThatIdentifiesThemByAnotherClaim() {
        var verifier =
                verifier(
                        two(
                                "userphone.issuer.partner.user.prefix", "partner:",
                                "userphone.issuer.partner.user.claim", "email"));

        refuse(verifier, ACME, Map.of("iss", Tokens.ISSUER, "sub", "partner:anna@example.com"));
    }

    @Test
    void oneProviderMayGoBySeveralNamesAndItsUsersAreTheSame() {
        var verifier =
                verifier(
                        TestConfig.trusting(
                                ACME.pem(),
                                "mp.jwt.verify.publickey.algorithm",
                                "ES256",
                                "mp.jwt.verify.issuer",
                                "https://login.example/t/v2.0, https://sts.example/t/"));

        assertThat(caller(verifier, ACME, "https://sts.example/t/"))
                .isEqualTo(caller(verifier, ACME, "https://login.example/t/v2.0"));
        refuse(verifier, ACME, Map.of("iss", "https://sts.example/t"));
    }

    @Test
    void aNameThatTwoIssuersShareRefusesTheStart() {
        refused(two("userphone.issuer.partner.issuer", "https://other.example," + Tokens.ISSUER))
                .withMessage(
                        "The issuers acme and partner have the same issuer; join them into one.");
    }

    @Test
    void twoEntriesForOneIssuerRefuseTheStart() {
        refused(two("userphone.issuer.partner.issuer", Tokens.ISSUER))
                .withMessage(
                        "The issuers acme and partner have the same issuer; join them into one.");
    }

    @Test
    void aFurtherIssuerStandsBesideTheStandardOne() {
        var settings = new ArrayList<>(SECOND);
        settings.addAll(List.of("userphone.issuers", "partner"));
        settings.addAll(List.of("userphone.issuer.default.user.prefix", "acme:"));
        var verifier = verifier(TestConfig.trusting(ACME.pem(), settings.toArray(String[]::new)));

        assertThat(caller(verifier, ACME, Tokens.ISSUER).id().value()).isEqualTo("acme:anna");
        assertThat(caller(verifier, PARTNER, "https://partner.example").id().value())
                .isEqualTo("anna");
    }

    @Test
    void theOrganisationIsFixedOrNamedByAClaim() {
        var verifier =
                verifier(
                        two(
                                "userphone.issuer.partner.user.prefix", "partner:",
                                "userphone.issuer.partner.organisation", "partner-org",
                                "userphone.issuer.acme.organisation.claim", "org/id"));

        assertThat(
                        caller(
                                verifier,
                                PARTNER,
                                Map.of(
                                        "iss",
                                        "https://partner.example",
                                        "urn:zitadel:iam:user:resourceowner:id",
                                        "acme")))
                .satisfies(caller -> assertOrganisation(caller, "partner-org"));
        assertThat(
                        caller(
                                verifier,
                                ACME,
                                Map.of("iss", Tokens.ISSUER, "org", Map.of("id", "acme"))))
                .satisfies(caller -> assertOrganisation(caller, "acme"));
    }

    @Test
    void whatIsSetForThePatternHoldsForEveryIssuer() {
        var verifier =
                verifier(
                        two(
                                "userphone.issuer.partner.user.prefix", "partner:",
                                "userphone.issuer.NAME.organisation", "shared"));

        assertOrganisation(caller(verifier, ACME, Tokens.ISSUER), "shared");
        assertOrganisation(caller(verifier, PARTNER, "https://partner.example"), "shared");
    }

    @Test
    void settingsDoNotShowKeysOrLocations() {
        assertThat(IssuerSettings.all(TestConfig.trusting(ACME.pem())).toString())
                .contains("inline keys")
                .doesNotContain("BEGIN");
    }

    private static void assertOrganisation(Caller caller, String id) {
        assertThat(caller.organisation().orElseThrow().value()).isEqualTo(id);
    }

    private static final List<String> SECOND =
            List.of(
                    "userphone.issuer.partner.issuer",
                    "https://partner.example",
                    "userphone.issuer.partner.publickey",
                    PARTNER.pem(),
                    "userphone.issuer.partner.publickey.algorithm",
                    "EdDSA",
                    "userphone.issuer.partner.audiences",
                    Tokens.AUDIENCE);

    @Test
    void peopleSignInToTheConsoleWhereAnIssuerKnowsIt() {
        var config =
                two(
                        "userphone.issuer.partner.user.prefix", "partner:",
                        "userphone.issuer.partner.console.client", "console",
                        "userphone.issuer.partner.console.scope", "openid roles");

        assertThat(ConsoleClient.all(config))
                .containsExactly(
                        new ConsoleClient(
                                "partner", "https://partner.example", "console", "openid roles"));
        assertThat(ConsoleClient.all(config).get(0).origin()).isEqualTo("https://partner.example");
    }

    @Test
    void theDefaultIssuerHasASettingOfItsOwnForTheConsole() {
        var config =
                TestConfig.trusting(
                        ACME.pem(),
                        "mp.jwt.verify.issuer",
                        "accounts, https://sso.example:8443/realm",
                        "userphone.console.client",
                        "console");

        assertThat(ConsoleClient.all(config))
                .extracting(ConsoleClient::name, ConsoleClient::issuer, ConsoleClient::origin)
                .containsExactly(
                        tuple(
                                "default",
                                "https://sso.example:8443/realm",
                                "https://sso.example:8443"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "https://", "ftp://sso.example", "https://a:b@sso.example"})
    void peopleCannotSignInAtAnIssuerThatIsNoUrl(String issuer) {
        refused(
                        TestConfig.trusting(
                                ACME.pem(),
                                "mp.jwt.verify.issuer",
                                issuer,
                                "userphone.console.client",
                                "console"))
                .withMessage("mp.jwt.verify.issuer must be a URL for people to sign in there.");
    }

    private static Config two(String... more) {
        var settings = new ArrayList<>(SECOND);
        settings.addAll(
                List.of(
                        "userphone.issuers",
                        "acme, partner",
                        "userphone.issuer.acme.issuer",
                        Tokens.ISSUER,
                        "userphone.issuer.acme.publickey",
                        Tokens.jwks(ACME),
                        "userphone.issuer.acme.publickey.algorithm",
                        "ES256",
                        "userphone.issuer.acme.audiences",
                        "other, " + Tokens.AUDIENCE));
        settings.addAll(List.of(more));
        return TestConfig.of(settings.toArray(String[]::new));
    }

    private TokenVerifier verifier(Config config) {
        return new TokenVerifier(config, clock, Runnable::run);
    }

    private Caller caller(TokenVerifier verifier, Tokens signer, String issuer) {
        return caller(verifier, signer, Map.of("iss", issuer));
    }

    private Caller caller(TokenVerifier verifier, Tokens signer, Map<String, Object> changes) {
        var claims = Tokens.claims(clock.instant());
        claims.putAll(changes);
        return verifier.verify("Bearer " + signer.token(claims)).caller();
    }

    private void refuse(TokenVerifier verifier, Tokens signer, Map<String, Object> changes) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> caller(verifier, signer, changes));
    }

    private static ThrowableAssertAlternative<StartRefused> refused(Config config) {
        return assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> new TokenVerifier(config, Clock.systemUTC(), Runnable::run));
    }
}
