package org.userphone.ear;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.SetPhoneResponse;

/**
 * The program with its embedded database on one core and in little memory. It is bound to the core,
 * and Linux tells the most memory that it had; a control group would need rights that a build has
 * not.
 */
class SmallMachineIT {

    private static final int MAX_MEBIBYTES = 512;

    /** Those of docs/deploy.md for a small machine, and what the JVM would see on it. */
    private static final List<String> OPTIONS =
            List.of("-Xms128m", "-Xmx128m", "-XX:ActiveProcessorCount=1");

    private static final int CLIENTS = 16;
    private static final int SETS_OF_A_CLIENT = 125;
    private static final int CODE_LENGTH = 6;

    private static final Issuer ISSUER = new Issuer();
    private static final String TOKEN = ISSUER.token();
    private static final Map<String, String> HEAD = Map.of("authorization", "Bearer " + TOKEN);

    @TempDir private Path folder;

    @BeforeEach
    void onlyOnLinux() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "Linux alone tells the peak");
    }

    @Test
    void onOneCoreAndInHalfAGibibyteItAnswersSixteenClientsAtOnce() throws Exception {
        try (var program = Program.start(folder, Unlimited.and(ISSUER.settings()), OPTIONS)) {
            var core = bindToOneCore(program);
            var ready = new Wire(program.base()).get("/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(200);

            setOverJsonAndGrpcAtOnce(program);

            assertThat(coresOfItsThreads(program)).containsOnly(core);
            assertThat(peakMebibytes(program)).isLessThan(MAX_MEBIBYTES);
            LogSearch.assertClean(program);
        }
    }

    /** Threads that it starts later inherit it. */
    private static String bindToOneCore(Program program) throws InterruptedException {
        var cores = status(Path.of("/proc/self"), "Cpus_allowed_list:").findFirst().orElseThrow();
        var core = cores.split("[-,]")[0];
        var pid = Long.toString(program.pid());
        try {
            var taskset =
                    new ProcessBuilder("taskset", "-acp", core, pid)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assertThat(taskset.waitFor()).isZero();
        } catch (IOException e) { // there is no such program
            abort("taskset is missing");
        }
        return core;
    }

    private static List<String> coresOfItsThreads(Program program) throws IOException {
        try (var threads = Files.list(Path.of("/proc/" + program.pid() + "/task"))) {
            return threads.flatMap(thread -> status(thread, "Cpus_allowed_list:")).toList();
        }
    }

    private static int peakMebibytes(Program program) {
        var peak = status(Path.of("/proc/" + program.pid()), "VmHWM:").findFirst().orElseThrow();
        return Integer.parseInt(peak.replace(" kB", "")) / 1024;
    }

    /**
     * A field of a process or thread; none if it has ended.
     *
     * @see <a
     *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status</a>
     */
    private static Stream<String> status(Path process, String field) {
        try {
            return Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()).strip());
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Each client has a user of its own and calls over one form. */
    private static void setOverJsonAndGrpcAtOnce(Program program) throws Exception {
        var channel = program.channel();
        var threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            var wires = new WireForm.Program(program.base(), channel);
            var clients = new ArrayList<Callable<Void>>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                var form = client % 2 == 0 ? new OverJson() : new OverGrpc();
                clients.add(() -> setAgainAndAgain(form, wires, client));
            }
            for (var end : threads.invokeAll(clients)) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
            channel.shutdownNow().awaitTermination(10, SECONDS);
        }
    }

    private static Void setAgainAndAgain(WireForm form, WireForm.Program program, int client) {
        var id = "user" + client;
        var added = new Wire(program.http()).post("/v2/users/new", TOKEN, Issuer.newUser(id));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        long sequence = 0;
        var number = "";
        for (int i = 0; i < SETS_OF_A_CLIENT; i++) {
            number = "+4178%03d%04d".formatted(client, i);
            var request =
                    "{\"userId\":\"" + id + "\",\"phone\":\"" + number + "\",\"returnCode\":{}}";
            var set = call(SetPhoneResponse.class, form, program, "SetPhone", request);
            assertThat(set.getVerificationCode()).hasSize(CODE_LENGTH);
            assertThat(set.getDetails().getSequence()).isGreaterThan(sequence);
            sequence = set.getDetails().getSequence();
        }
        var request = "{\"userId\":\"" + id + "\"}";
        var user = call(GetUserByIDResponse.class, form, program, "GetUserByID", request).getUser();
        assertThat(user.getHuman().getPhone().getPhone()).isEqualTo(number);
        return null;
    }

    private static <T extends Message> T call(
            Class<T> type, WireForm form, WireForm.Program program, String rpc, String request) {
        var answer = form.call(program, rpc, request, HEAD).orElseThrow();
        assertThat(answer).isInstanceOf(type);
        return type.cast(answer);
    }
}
