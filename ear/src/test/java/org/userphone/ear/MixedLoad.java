package org.userphone.ear;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.userphone.api.contract.CreateUserResponse;

/**
 * A client over each wire form, that adds, proves, reads, lists and deletes again and again, and
 * remembers what was acknowledged.
 */
final class MixedLoad {

    /** So that the load leaves room on a small machine for what disturbs it. */
    private static final long PAUSE_MILLIS = 50;

    private final WireForm.Program program;
    private final String token;
    private final AtomicInteger users = new AtomicInteger();
    private final Queue<Integer> promised = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> proved = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> deleted = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private ScheduledExecutorService clients;

    MixedLoad(WireForm.Program program, String token) {
        this.program = program;
        this.token = token;
    }

    void begin() {
        clients = Executors.newScheduledThreadPool(WireForm.ALL.size());
        for (var form : WireForm.ALL) {
            clients.scheduleWithFixedDelay(() -> callOver(form), 0, PAUSE_MILLIS, MILLISECONDS);
        }
    }

    /** Returns when the last call is answered. */
    void end() throws InterruptedException {
        clients.shutdown();
        assertThat(clients.awaitTermination(5, MINUTES)).as("the clients have ended").isTrue();
    }

    /** How many calls over a wire form had this outcome by now. */
    int times(WireForm form, Code outcome) {
        return outcomes.getOrDefault(form + " " + outcome, new AtomicInteger()).get();
    }

    /** The numbers to which an SMS was promised. */
    Iterable<String> promisedNumbers() {
        return () -> promised.stream().map(MixedLoad::number).iterator();
    }

    private void callOver(WireForm form) {
        try {
            int bySms = users.incrementAndGet();
            if (call(form, "CreateUser", user(bySms, "sendCode")) instanceof CreateUserResponse) {
                promised.add(bySms);
                var bad = id(bySms) + ",\"phone\":\"nonsense\"";
                assertThat(isDone(form, "SetPhone", bad)).isFalse();
            }
            int byCode = users.incrementAndGet();
            if (call(form, "CreateUser", user(byCode, "returnCode"))
                            instanceof CreateUserResponse added
                    && isDone(
                            form,
                            "VerifyPhone",
                            id(byCode)
                                    + ",\"verificationCode\":\""
                                    + added.getPhoneCode()
                                    + "\"")) {
                proved.add(byCode);
            }
            int brief = users.incrementAndGet();
            if (call(form, "CreateUser", user(brief, "returnCode")) instanceof CreateUserResponse
                    && isDone(form, "DeleteUser", id(brief))) {
                deleted.add(brief);
            }
            isDone(form, "ListUsers", "\"query\":{\"limit\":10}");
        } catch (RuntimeException | AssertionError e) { // told by assertNothingIsLost
            failures.add(form + ": " + e);
        }
    }

    private boolean isDone(WireForm form, String rpc, String members) {
        return !(call(form, rpc, "{" + members + "}") instanceof Status);
    }

    private Message call(WireForm form, String rpc, String request) {
        var answer =
                form.call(program, rpc, request, Map.of("authorization", "Bearer " + token))
                        .orElseThrow();
        var code = answer instanceof Status refusal ? Code.forNumber(refusal.getCode()) : Code.OK;
        outcomes.computeIfAbsent(form + " " + code, first -> new AtomicInteger()).incrementAndGet();
        return answer;
    }

    /**
     * Every call had an answer in its form, good calls were done or unavailable, and what was
     * acknowledged is there.
     */
    void assertNothingIsLost() {
        assertThat(failures).isEmpty();
        assertThat(outcomes.keySet())
                .as("outcomes %s", outcomes)
                .allMatch(outcome -> outcome.matches(".* (OK|UNAVAILABLE|INVALID_ARGUMENT)"));
        var wire = new Wire(program.http());
        for (int user : promised) {
            assertThat(read(wire, user)).contains(number(user));
        }
        for (int user : proved) {
            assertThat(read(wire, user)).contains(number(user), "\"isVerified\":true");
        }
        for (int user : deleted) {
            assertThat(wire.get("/v2/users/user" + user, token).statusCode()).isEqualTo(404);
        }
    }

    private String read(Wire wire, int user) {
        return wire.get("/v2/users/user" + user, token).body();
    }

    private static String number(int user) {
        return "+4179%07d".formatted(user);
    }

    private static String id(int user) {
        return "\"userId\":\"user" + user + "\"";
    }

    private static String user(int user, String verification) {
        return """
                {"organizationId": "%s", "userId": "user%d", "human": {
                  "profile": {"givenName": "Alice", "familyName": "Example"},
                  "email": {"email": "user%2$d@example.com"},
                  "phone": {"phone": "%s", "%s": {}}}}
                """
                .formatted(Issuer.ORGANISATION, user, number(user), verification);
    }
}
