package org.userphone.api.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.api.bulk.UserFile.Kind;
import org.userphone.api.call.ParsedRequest;
import org.userphone.api.contract.ImportOutcome;
import org.userphone.api.contract.ImportResult;
import org.userphone.api.contract.ImportUsersRequest;
import org.userphone.api.contract.ImportUsersResponse;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** How the lines of a file become calls and answers. */
class FileImportTest {

    private final List<Integer> batches = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int refusals;
    private Reason refusal = Reason.TOO_MANY_CALLS;
    private boolean isStopping;

    @Test
    void eachLineIsAnsweredInItsPlaceAndTheLastLineHasTheTotals() throws IOException {
        run(file(3).replace("{\"externalId\":\"1\"}", "nonsense"), false);

        assertThat(answers())
                .containsExactly(
                        "{\"outcome\":\"IMPORT_OUTCOME_CREATED\",\"userId\":\"0\",\"line\":1}",
                        answers().get(1),
                        "{\"outcome\":\"IMPORT_OUTCOME_CREATED\",\"userId\":\"2\",\"line\":3}",
                        "{\"totals\":{\"created\":2,\"refused\":1,\"complete\":true}}");
        assertThat(answers().get(1))
                .startsWith("{\"outcome\":\"IMPORT_OUTCOME_REFUSED\",\"error\":{\"code\":3,")
                .contains("body is not JSON")
                .endsWith("\"line\":2}");
    }

    @Test
    void aCallHasNoMoreLinesThanItTakes() throws IOException {
        run(file(250), false);

        assertThat(batches).containsExactly(100, 100, 50);
    }

    @Test
    void longLinesMakeSmallerCalls() throws IOException {
        var line = "{\"externalId\":\"%s\"}\n".formatted("x".repeat(60_000));

        run(line.repeat(12), false);

        assertThat(batches).containsExactly(5, 5, 2);
    }

    @Test
    void whatHasComeIsNotHeldBackUntilMoreComes() throws IOException {
        var lines = file(2).lines().map(line -> (line + "\n").getBytes(UTF_8)).iterator();
        var slow =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        if (!lines.hasNext()) {
                            return -1;
                        }
                        var line = lines.next();
                        System.arraycopy(line, 0, bytes, from, line.length);
                        return line.length;
                    }
                };

        run(slow, false);

        assertThat(batches).containsExactly(1, 1);
    }

    @Test
    void onlyRefusedLinesAreAnsweredIfNoMoreIsAskedFor() throws IOException {
        run(file(150) + "nonsense\n", true);

        assertThat(answers()).hasSize(2);
        assertThat(answers().get(1)).contains("\"created\":150", "\"refused\":1");
    }

    @Test
    void aCallForWhichThereIsNoRoomIsMadeAgain() throws IOException {
        refusals = 1;

        run(file(1), false);

        assertThat(answers()).last().asString().contains("\"created\":1", "\"complete\":true");
    }

    @Test
    void anImportThatCannotGoOnTellsWhyAndHowFarItCame() throws IOException {
        refusals = Integer.MAX_VALUE;
        refusal = Reason.TOKEN_INVALID;

        run(file(1), false);

        assertThat(answers()).hasSize(1);
        assertThat(answers().get(0)).startsWith("{\"totals\":{\"error\":{\"code\":16");
    }

    @Test
    void aProgramThatStopsEndsTheImportAfterWhatIsStored() throws IOException {
        isStopping = true;

        run(file(1), false);

        assertThat(batches).isEmpty();
        assertThat(answers().get(0)).startsWith("{\"totals\":{\"error\":{\"code\":14");
    }

    @Test
    void aConnectionThatEndsInTheMiddleIsNoFailureOfTheServer() throws IOException {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("reset");
                    }
                };

        run(broken, false);

        assertThat(answers().get(0)).contains("body could not be read").contains("\"code\":3");
    }

    @Test
    void theLastLineOfAnExportIsNoUser() throws IOException {
        run(file(1) + "{\"totals\":{\"complete\":true}}\n", false);

        assertThat(answers()).hasSize(2);
        assertThat(batches).containsExactly(1);
    }

    private static String file(int users) {
        return IntStream.range(0, users)
                .mapToObj("{\"externalId\":\"%d\"}\n"::formatted)
                .collect(Collectors.joining());
    }

    private void run(String file, boolean refusedOnly) throws IOException {
        run(new ByteArrayInputStream(file.getBytes(UTF_8)), refusedOnly);
    }

    private void run(InputStream in, boolean refusedOnly) throws IOException {
        new FileImport(
                        UserFile.open(Kind.NDJSON, in),
                        this::created,
                        new Answers(out, refusedOnly),
                        false,
                        () -> isStopping)
                .run("request");
    }

    private ImportUsersResponse created(ParsedRequest request) {
        if (refusals > 0) {
            refusals--;
            throw new Rejection(refusal, Duration.ofSeconds(1));
        }
        var users = ((ImportUsersRequest) request.message()).getUsersList();
        batches.add(users.size());
        return ImportUsersResponse.newBuilder()
                .addAllResults(
                        users.stream()
                                        .map(
                                                user ->
                                                        ImportResult.newBuilder()
                                                                .setOutcome(
                                                                        ImportOutcome
                                                                                .IMPORT_OUTCOME_CREATED)
                                                                .setUserId(user.getExternalId())
                                                                .build())
                                ::iterator)
                .build();
    }

    private List<String> answers() {
        return Stream.of(out.toString(UTF_8).split("\n")).toList();
    }
}
