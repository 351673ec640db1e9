package org.userphone.ear;

import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.Callers;
import org.userphone.api.PermissionTable;
import org.userphone.api.Story;
import org.userphone.api.World;
import org.userphone.domain.access.OrganisationId;

/**
 * One truth: every story and the whole table of permissions, word for word the same over every wire
 * form, on the real server and its database. Only the clock is not its own.
 */
@ExtendWith(ArquillianExtension.class)
class WireFormsIT {

    private static final Issuer ISSUER = new Issuer();
    private static final int GRPC_PORT = FreePorts.find(1).get(0);

    private static final Map<String, String> ROLES =
            Map.of(
                    "USERPHONE_ROLES",
                    Roles.OF_CALLERS,
                    "USERPHONE_ORGANISATIONS",
                    "acme",
                    "USERPHONE_SMS_TEXT",
                    "{code} is your code",
                    "USERPHONE_GUARD_USER",
                    "0",
                    "USERPHONE_GRPC_PORT",
                    Integer.toString(GRPC_PORT));

    @ArquillianResource private URL server;
    private ManagedChannel channel;

    @Deployment(testable = false)
    static WebArchive application() {
        return Deployments.trusting(ISSUER, ROLES)
                .addClasses(StandingClock.class, StandingClock.Hands.class);
    }

    @BeforeEach
    void open() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", GRPC_PORT).usePlaintext().build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    static Stream<Arguments> stories() {
        return Story.all()
                .flatMap(story -> WireForm.ALL.stream().map(form -> Arguments.of(form, story)));
    }

    @ParameterizedTest(name = "{1} over {0}")
    @MethodSource("stories")
    void everyStoryIsTheSameOverEveryWire(WireForm form, Story story) throws Exception {
        story.tell(new WiredWorld(form));
    }

    static Stream<Arguments> cells() {
        return PermissionTable.cells()
                .flatMap(cell -> WireForm.ALL.stream().map(form -> Arguments.of(form, cell)));
    }

    @ParameterizedTest(name = "{1} over {0}")
    @MethodSource("cells")
    void everyCallerMayDoTheSameOverEveryWire(WireForm form, PermissionTable.Cell cell)
            throws Exception {
        cell.check(new WiredWorld(form));
    }

    /** The program behind one of its wires. */
    private final class WiredWorld implements World {

        private final WireForm form;
        private final URI base;

        WiredWorld(WireForm form) throws URISyntaxException {
            this.form = form;
            this.base = server.toURI();
            move("begin");
        }

        @Override
        public Optional<Message> call(Call call) {
            var head = new HashMap<String, String>();
            head.put("authorization", "Bearer " + token(call.caller()));
            call.organisation().ifPresent(id -> head.put("x-zitadel-orgid", id));
            call.region().ifPresent(region -> head.put("x-userphone-region", region));
            call.keys().forEach(key -> head.put("idempotency-key", key));
            return form.call(new WireForm.Program(base, channel), call.rpc(), call.request(), head);
        }

        @Override
        public void advance(Duration time) {
            move(time.toString());
        }

        private void move(String how) {
            var wire = new Wire(base);
            wire.send(wire.request("/test/" + how, null).POST(BodyPublishers.noBody()));
        }

        private String token(String name) {
            var caller = Callers.named(name);
            return ISSUER.token(
                    StandingClock.NOON,
                    caller.id().value(),
                    caller.organisation().map(OrganisationId::value).orElse(""),
                    Roles.of(name));
        }
    }
}
