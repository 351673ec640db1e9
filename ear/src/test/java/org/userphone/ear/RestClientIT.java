package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.ear.caller.Phones;

/** The Rest Client in a MicroProfile application on a server of its own, beside the program. */
@ExtendWith(ArquillianExtension.class)
class RestClientIT {

    private static final Issuer ISSUER = new Issuer();

    @TempDir static Path folder;
    private static Program program;

    @ArquillianResource private URL application;

    /** Arquillian deploys before JUnit would call a method that starts the program. */
    @Deployment(testable = false)
    static WebArchive application() {
        program = Program.start(folder, ISSUER.settings());
        return Deployments.calling(program.base(), Phones.class.getPackage());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private HttpResponse<String> post(String path, String body) throws URISyntaxException {
        return new Wire(application.toURI()).post(path, ISSUER.token(), body);
    }

    private static void add(String user) {
        new Wire(program.base()).post("/v2/users/new", ISSUER.token(), Issuer.newUser(user));
    }

    @Test
    void aNumberIsSetAndProvedWithItsCode() throws URISyntaxException {
        add("alice");

        var code = post("/phones/alice", "+41791234567");
        var proved = post("/phones/alice/code", code.body());

        assertThat(code.body()).matches("[A-Z0-9]{6}");
        assertThat(proved.statusCode()).as(proved.body()).isEqualTo(204);
        assertThat(new Wire(application.toURI()).get("/phones/alice", ISSUER.token()).body())
                .isEqualTo("true");
    }

    @Test
    void aRefusalIsAnExceptionWithItsId() throws URISyntaxException {
        add("bob");
        post("/phones/bob", "+41791234567");

        assertThat(post("/phones/bob", "+41791234567").body())
                .isEqualTo("FAILED_PRECONDITION COMMAND-Uch5e");
    }

    @Test
    void aRefusalThatTimeLiftsSaysHowLongToWait() throws URISyntaxException {
        add("dave");
        post("/phones/dave", "+41791234567");

        assertThat(post("/phones/dave/code/again", "").body())
                .matches("RESOURCE_EXHAUSTED USERPHONE-wA1ts, wait PT(1M|\\d\\dS)");
    }

    @Test
    void withoutATokenTheRefusalHasNoId() throws URISyntaxException {
        var answer = new Wire(application.toURI()).get("/phones/alice", null);

        assertThat(answer.body()).isEqualTo("UNAUTHENTICATED no id");
    }

    @Test
    void aRequestAboutSomebodyElseIsNotSent() throws URISyntaxException {
        assertThat(post("/phones/carol/bob", "+41791234567").body())
                .isEqualTo("the request is about user bob, the call about carol");
    }
}
