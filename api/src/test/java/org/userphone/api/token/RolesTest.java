package org.userphone.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.MovableClock;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;

class RolesTest {

    private static final Tokens SSO = Tokens.of("ES256", "kid");
    private static final String ORGANISATION_CLAIM = "urn:zitadel:iam:user:resourceowner:id";
    private static final OrganisationId OWN = new OrganisationId("own");
    private static final OrganisationId FOREIGN = new OrganisationId("foreign");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));

    /** The table of protocol section 10, and where each role holds. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    role,                          where,    read, write, credential, delete, self, events, iam.read, iam.write, policy.read, policy.write
                    IAM_OWNER,                     all,      x,    x,     x,          x,      -,    x,      x,        x,        x,           x
                    IAM_ORG_MANAGER,               all,      x,    x,     x,          x,      -,    -,      -,        -,        x,           x
                    IAM_USER_MANAGER,              all,      x,    x,     -,          x,      -,    -,      -,        -,        -,           -
                    ORG_OWNER,                     own,      x,    x,     x,          x,      -,    x,      -,        -,        x,           x
                    ORG_USER_MANAGER,              own,      x,    x,     -,          x,      -,    x,      -,        -,        -,           -
                    IAM_LOGIN_CLIENT,              all,      x,    x,     x,          -,      -,    -,      x,        -,        -,           -
                    IAM_OWNER_VIEWER,              all,      x,    -,     -,          -,      -,    x,      x,        -,        x,           -
                    ORG_OWNER_VIEWER,              own,      x,    -,     -,          -,      -,    x,      -,        -,        x,           -
                    ORG_USER_PERMISSION_EDITOR,    own,      x,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    ORG_PROJECT_PERMISSION_EDITOR, own,      x,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    PROJECT_OWNER,                 own,      x,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    PROJECT_OWNER_VIEWER,          own,      x,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    PROJECT_GRANT_OWNER,           own,      x,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    PROJECT_GRANT_OWNER_VIEWER,    own,      x,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    ORG_USER_SELF_MANAGER,         own,      -,    -,     -,          -,      x,    -,      -,        -,        -,           -
                    SELF_MANAGEMENT_GLOBAL,        all,      -,    -,     -,          -,      x,    -,      -,        -,        -,           -
                    HUNTER,                        own,      -,    -,     -,          -,      -,    -,      -,        -,        -,           -
                    """)
    void aRolePermitsWhatTheTableSaysWhereItSays(
            String role,
            String where,
            String read,
            String write,
            String credential,
            String delete,
            String self,
            String events,
            String iamRead,
            String iamWrite,
            String policyRead,
            String policyWrite) {
        var cells =
                Arrays.asList(
                        read,
                        write,
                        credential,
                        delete,
                        self,
                        events,
                        iamRead,
                        iamWrite,
                        policyRead,
                        policyWrite);
        var columns =
                List.of(
                        Permission.USER_READ,
                        Permission.USER_WRITE,
                        Permission.USER_CREDENTIAL_WRITE,
                        Permission.USER_DELETE,
                        Permission.USER_SELF_DELETE,
                        Permission.EVENTS_READ,
                        Permission.IAM_READ,
                        Permission.IAM_WRITE,
                        Permission.POLICY_READ,
                        Permission.POLICY_WRITE);

        Caller caller = caller(Map.of("groups", List.of(role), ORGANISATION_CLAIM, "own"));

        assertThat(columns).containsExactlyInAnyOrder(Permission.values());
        for (int i = 0; i < columns.size(); i++) {
            boolean permitted = "x".equals(cells.get(i));
            assertThat(caller.may(columns.get(i), OWN)).isEqualTo(permitted);
            assertThat(caller.may(columns.get(i), FOREIGN))
                    .isEqualTo(permitted && where.equals("all"));
        }
    }

    @Test
    void theTableHoldsNoFurtherRole() {
        String table = TestConfig.of().getValue("userphone.roles", String.class);

        assertThat(Arrays.stream(table.split(";")).map(line -> line.strip().split("@")[0]))
                .hasSize(16);
    }

    @Test
    void anOrganisationRoleHoldsNowhereWithoutAnOrganisation() {
        Caller caller = caller(Map.of("groups", List.of("ORG_OWNER")));

        assertThat(caller.may(Permission.USER_READ, OWN)).isFalse();
        assertThat(caller.everywhere()).isEmpty();
    }

    @Test
    void severalRolesAddUp() {
        Caller caller =
                caller(
                        Map.of(
                                "groups",
                                List.of("ORG_OWNER", "IAM_OWNER_VIEWER", "HUNTER"),
                                ORGANISATION_CLAIM,
                                "own"));

        assertThat(caller.may(Permission.USER_WRITE, OWN)).isTrue();
        assertThat(caller.may(Permission.USER_WRITE, FOREIGN)).isFalse();
        assertThat(caller.may(Permission.USER_READ, FOREIGN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups",
                "roles",
                "realm_access/roles",
                "resource_access/user.phone/roles",
                "urn:zitadel:iam:org:project:roles",
                "https://acme.example/roles"
            })
    void rolesAreFoundAtAnyPath(String path) {
        var config = TestConfig.trusting(SSO.pem(), "userphone.issuer.default.roles", path);
        List<String> roles = List.of("IAM_OWNER");
        Map<String, Object> claims =
                switch (path) {
                    case "realm_access/roles" -> Map.of("realm_access", Map.of("roles", roles));
                    case "resource_access/user.phone/roles" ->
                            Map.of("resource_access", Map.of("user.phone", Map.of("roles", roles)));
                    default -> Map.of(path, roles);
                };

        assertThat(caller(new TokenVerifier(config, clock, Runnable::run), claims).everywhere())
                .contains(Permission.USER_WRITE);
        assertThat(
                        caller(
                                        new TokenVerifier(config, clock, Runnable::run),
                                        Map.of("other", roles))
                                .everywhere())
                .isEmpty();
    }

    @Test
    void rolesMayBeAListATextOrTheKeysOfAnObject() {
        for (Object roles :
                List.of(
                        List.of("a", "IAM_OWNER"),
                        "IAM_OWNER",
                        Map.of("IAM_OWNER", Map.of("any", "any.example")))) {
            assertThat(caller(Map.of("groups", roles)).everywhere()).contains(Permission.IAM_WRITE);
        }
        for (Object none :
                List.of(List.of(List.of("IAM_OWNER")), "IAM_OWNER ORG_OWNER", 7, Map.of(), true)) {
            assertThat(caller(Map.of("groups", none)).everywhere()).isEmpty();
        }
    }

    @Test
    void aRoleGrantedByAForeignOrganisationDoesNotHoldInTheOwn() {
        var foreign = Map.of("ORG_OWNER", Map.of("foreign", "foreign.example"));
        var own = Map.of("ORG_OWNER", Map.of("own", "own.example", "foreign", "foreign.example"));

        assertThat(caller(Map.of("groups", foreign, ORGANISATION_CLAIM, "own")).inOrganisation())
                .isEmpty();
        assertThat(caller(Map.of("groups", own, ORGANISATION_CLAIM, "own")).inOrganisation())
                .contains(Permission.USER_WRITE);
    }

    @Test
    void inAFixedOrganisationItDoesNotMatterWhoGrantedTheRole() {
        var config = TestConfig.trusting(SSO.pem(), "userphone.issuer.default.organisation", "own");
        var foreign = Map.of("ORG_OWNER", Map.of("123", "foreign.example"));

        assertThat(
                        caller(
                                        new TokenVerifier(config, clock, Runnable::run),
                                        Map.of("groups", foreign))
                                .may(Permission.USER_WRITE, OWN))
                .isTrue();
    }

    @Test
    void anAliasGivesARoleAnotherName() {
        var config =
                TestConfig.of(
                        "userphone.roles.alias",
                        "phone-admin=IAM_OWNER; cn=help desk,ou=acme=ORG_USER_MANAGER;"
                                + " both=ORG_OWNER_VIEWER; both = IAM_USER_MANAGER;");
        var roles = new Roles(config);

        assertThat(roles.everywhere(Set.of("phone-admin"))).contains(Permission.IAM_WRITE);
        assertThat(roles.inOrganisation(Set.of("cn=help desk,ou=acme")))
                .contains(Permission.USER_WRITE);
        assertThat(roles.inOrganisation(Set.of("both")))
                .containsExactlyInAnyOrder(
                        Permission.USER_READ, Permission.EVENTS_READ, Permission.POLICY_READ);
        assertThat(roles.everywhere(Set.of("both"))).contains(Permission.USER_WRITE);
        assertThat(roles.everywhere(Set.of("IAM_OWNER"))).contains(Permission.IAM_WRITE);
    }

    @Test
    void theTableCanBeReplaced() {
        var roles =
                new Roles(
                        TestConfig.of(
                                "userphone.roles",
                                "urn:acme:desk@organisation: user.read user.write;"
                                        + "urn:acme:desk@instance:user.read"));

        assertThat(roles.everywhere(Set.of("urn:acme:desk"))).containsExactly(Permission.USER_READ);
        assertThat(roles.inOrganisation(Set.of("urn:acme:desk")))
                .containsExactlyInAnyOrder(Permission.USER_READ, Permission.USER_WRITE);
        assertThat(roles.everywhere(Set.of("IAM_OWNER"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "userphone.roles, A@instance: user.fly, userphone.roles has an unknown permission: user.fly",
        "userphone.roles, A@moon: user.read,",
        "userphone.roles, A: user.read,",
        "userphone.roles, A@instance:,",
        "userphone.roles, '', 'userphone.roles is not set, so nobody could do anything.'",
        "userphone.roles.alias, admin,",
        "userphone.roles.alias, =IAM_OWNER,",
        "userphone.roles.alias, admin=IAM_KING,"
    })
    void aTableThatCannotBeMeantRefusesTheStart(String key, String value, String message) {
        var refusal =
                assertThatExceptionOfType(StartRefused.class)
                        .isThrownBy(() -> new Roles(TestConfig.of(key, value)));

        refusal.withMessageContaining(message == null ? key : message);
    }

    private Caller caller(Map<String, Object> claims) {
        return caller(
                new TokenVerifier(TestConfig.trusting(SSO.pem()), clock, Runnable::run), claims);
    }

    private Caller caller(TokenVerifier verifier, Map<String, Object> changes) {
        var claims = Tokens.claims(clock.instant());
        claims.putAll(changes);
        return verifier.verify("Bearer " + SSO.token(claims)).caller();
    }
}
