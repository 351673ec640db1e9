package org.userphone.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Help;
import com.google.rpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.api.status.HttpStatus;
import org.userphone.api.status.Statuses;
import org.userphone.domain.Abandoned;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** The document of errors has a row for each that there is, and no other. */
class ErrorsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/errors.md");

    /** Stands for a message that is made where the refusal is made. */
    private static final String SAYS_WHAT = "*Says what*";

    private static final String NO_ID = "none";
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| (?:<a id=\"[^\"]+\"></a>)?`?([\\w-]+)`? \\| (\\d+) \\| `(\\w+)`"
                            + " \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

    private record Row(String id, int http, String code, String message) {}

    @Test
    void everyErrorHasItsRowAndNoRowIsLeftOver() throws IOException {
        assertThat(rows().map(ErrorsDocumentTest::row).toList())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(reasons(), failures()).toList());
    }

    @Test
    void everyLineOfATableThatHasAStatusIsRead() throws IOException {
        assertThat(document().lines().filter(line -> line.matches("\\|.*\\| \\d{3} \\|.*")))
                .hasSize((int) rows().count());
    }

    @Test
    void everyIdCanBeLinkedTo() throws IOException {
        var anchors =
                ANCHOR.matcher(document()).results().map((MatchResult a) -> a.group(1)).toList();

        assertThat(anchors)
                .doesNotHaveDuplicates()
                .containsAll(
                        rows().map(row -> row.group(1)).filter(id -> !id.equals(NO_ID)).toList());
    }

    @Test
    void everyRefusalLinksToItsRow() throws IOException {
        var anchors =
                ANCHOR.matcher(document()).results().map((MatchResult a) -> a.group(1)).toList();

        assertThat(Reason.values())
                .allSatisfy(
                        reason ->
                                assertThat(anchors)
                                        .contains(
                                                link(new Rejection(reason, SAYS_WHAT))
                                                        .substring("docs/errors.md#".length())));
    }

    private static String link(Rejection refusal) throws InvalidProtocolBufferException {
        for (var detail : Statuses.describe(refusal, "").getDetailsList()) {
            if (detail.is(Help.class)) {
                return detail.unpack(Help.class).getLinks(0).getUrl();
            }
        }
        throw new AssertionError("no Help");
    }

    @Test
    void causeAndRemedyAreSentences() throws IOException {
        assertThat(rows())
                .allSatisfy(
                        row ->
                                assertThat(List.of(row.group(5), row.group(6)))
                                        .allMatch(text -> text.matches("(?s)[A-Z`].*\\.")));
    }

    private static Stream<Row> reasons() {
        return Stream.of(Reason.values())
                .map(reason -> Statuses.describe(new Rejection(reason, SAYS_WHAT), ""))
                .map(status -> row(HttpStatus.of(status.getCode()), status));
    }

    private static Stream<Row> failures() {
        return Stream.concat(
                Stream.of(
                                new NullPointerException(),
                                new SQLTransientConnectionException(),
                                new SQLException("lost to another one", "40001"),
                                new Abandoned(Abandoned.Why.DEADLINE_EXCEEDED),
                                new Abandoned(Abandoned.Why.CANCELLED))
                        .map(problem -> Statuses.describe(problem, ""))
                        .map(status -> row(HttpStatus.of(status.getCode()), status)),
                Stream.concat(
                        Stream.of(400, 404, 405, 415)
                                .map(http -> row(http, Statuses.unrouted(http))),
                        // What the HTTP port refuses by itself.
                        Stream.of(
                                new Row(NO_ID, 408, "DEADLINE_EXCEEDED", "Request Timeout"),
                                new Row(
                                        NO_ID,
                                        431,
                                        "INVALID_ARGUMENT",
                                        "Request Header Fields Too Large"),
                                unavailable("Too many requests are on their way, try again"),
                                unavailable("userphone is starting"),
                                // Both listeners refuse by this while they are being closed.
                                unavailable("userphone is stopping"))));
    }

    private static Row unavailable(String message) {
        return new Row(NO_ID, 503, "UNAVAILABLE", message);
    }

    private static Row row(int http, Status status) {
        return new Row(
                detail(status).map(ErrorDetail::getId).orElse(NO_ID),
                http,
                Code.forNumber(status.getCode()).name(),
                detail(status).map(ErrorDetail::getMessage).orElse(status.getMessage()));
    }

    private static Optional<ErrorDetail> detail(Status status) {
        return status.getDetailsList().stream()
                .filter(any -> any.is(ErrorDetail.class))
                .map(
                        any -> {
                            try {
                                return any.unpack(ErrorDetail.class);
                            } catch (InvalidProtocolBufferException e) {
                                throw new AssertionError(e);
                            }
                        })
                .findFirst();
    }

    private static Row row(MatchResult row) {
        return new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(3), row.group(4));
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(document()).results();
    }

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }
}
