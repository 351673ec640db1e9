package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The built WAR on a Payara Micro of its own, without the launcher, as its callers see it. */
@ExtendWith(ArquillianExtension.class)
class SetPhoneIT {

    private static final Issuer ISSUER = new Issuer();

    @ArquillianResource private URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return Deployments.trusting(ISSUER);
    }

    @Test
    void aPhoneThatWasSetIsRead() throws URISyntaxException {
        var wire = new Wire(base.toURI());
        var token = ISSUER.token();
        var added = wire.post("/v2/users/new", token, Issuer.newUser("alice"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);

        var set =
                wire.post(
                        "/v2/users/alice/phone",
                        token,
                        "{\"phone\": \"079 123 45 67\", \"returnCode\": {}}");
        var read = wire.get("/v2/users/alice", token);

        assertThat(Wire.json(set).getString("verificationCode")).matches("[A-Z0-9]{6}");
        var human = Wire.json(read).getJsonObject("user").getJsonObject("human");
        assertThat(human.getJsonObject("phone").getString("phone")).isEqualTo("+41791234567");
    }

    @Test
    void withoutATokenNothingIsSaid() throws URISyntaxException {
        var answer = new Wire(base.toURI()).get("/v2/users/alice", null);

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
