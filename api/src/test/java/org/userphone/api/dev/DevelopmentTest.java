package org.userphone.api.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;

class DevelopmentTest {

    private static final OrganisationId ORGANISATION = new OrganisationId("300000000000000001");

    @TempDir Path folder;

    private final Map<String, String> settings =
            new HashMap<>(
                    Map.of(
                            "userphone.development", "true",
                            "userphone.http.address", "127.0.0.1",
                            "userphone.organisations", ORGANISATION + ",others",
                            "mp.jwt.verify.issuer", "userphone-development",
                            "mp.jwt.verify.audiences", "userphone",
                            "mp.jwt.verify.publickey.algorithm", "ES256"));

    @Test
    void itIsOffUnlessItIsSwitchedOn() {
        settings.remove("userphone.development");

        assertThat(new Development(config()).isOn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void itRunsOnALoopbackAddress(String address) {
        settings.put("userphone.http.address", address);

        assertThat(new Development(config()).isOn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", ""})
    void itRefusesToStartOnAnyOther(String address) {
        settings.put("userphone.http.address", address);

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> new Development(config()))
                .withMessageContaining("userphone.http.address");
    }

    @Test
    void theTokenOfTheAdministratorPermitsEverythingEverywhere() throws Exception {
        makeKeys();

        var caller = verified(tokens().ofAdmin());

        assertThat(caller.id()).isEqualTo(new UserId("demo-admin"));
        assertThat(caller.organisation()).contains(ORGANISATION);
        assertThat(caller.everywhere())
                .contains(Permission.USER_READ, Permission.USER_WRITE, Permission.IAM_WRITE);
    }

    @Test
    void theTokenOfAUserPermitsNothing() throws Exception {
        makeKeys();

        var caller = verified(tokens().of(new UserId("42")));

        assertThat(caller.id()).isEqualTo(new UserId("42"));
        assertThat(caller.everywhere()).isEmpty();
        assertThat(caller.inOrganisation()).isEmpty();
    }

    @Test
    void theTokenOfAUserWithARolePermitsWhatTheRoleDoes() throws Exception {
        makeKeys();
        settings.put("userphone.roles", "HELPER@organisation: user.read");

        var caller = verified(tokens().of(new UserId("42"), "HELPER"));

        assertThat(caller.everywhere()).isEmpty();
        assertThat(caller.inOrganisation()).containsExactly(Permission.USER_READ);
    }

    @Test
    void aKeyThatIsNotThereIsSaidSo() {
        settings.put("userphone.development.key.location", folder.resolve("none").toString());

        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> tokens().ofAdmin());
    }

    private DevelopmentTokens tokens() {
        return new DevelopmentTokens(new Development(config()), Clock.systemUTC());
    }

    private Caller verified(String token) {
        return new TokenVerifier(config(), Clock.systemUTC(), Runnable::run)
                .verify("Bearer " + token)
                .caller();
    }

    private void makeKeys() throws Exception {
        var pair = new ECKeyGenerator(Curve.P_256).generate();
        var file = folder.resolve("private.pem");
        Files.writeString(file, pem("PRIVATE KEY", pair.toPrivateKey()));
        settings.put("userphone.development.key.location", file.toString());
        settings.put("mp.jwt.verify.publickey", pem("PUBLIC KEY", pair.toPublicKey()));
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }

    private Config config() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(settings, "test", 1000))
                .build();
    }
}
