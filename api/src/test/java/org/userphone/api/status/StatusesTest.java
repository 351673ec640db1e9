package org.userphone.api.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class StatusesTest {

    /** Protocol section 3.1. */
    @ParameterizedTest
    @CsvSource({
        "0,200", "1,499", "2,500", "3,400", "4,504", "5,404", "6,409", "7,403", "8,429", "9,400",
        "10,409", "11,400", "12,501", "13,500", "14,503", "15,500", "16,401", "99,500"
    })
    void everyCodeHasItsHttpStatus(int code, int http) {
        assertThat(HttpStatus.of(code)).isEqualTo(http);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsARefusalAndNoFailure(Reason reason) {
        var status = Statuses.of(new Rejection(reason), "request");

        assertThat(HttpStatus.of(status.getCode())).isBetween(400, 503).isNotEqualTo(500);
        assertThat(status.getMessage()).isNotBlank();
    }

    @Test
    void aRefusalIsFoundInsideWhatACommitMadeOfIt() {
        var wrapped = new RuntimeException(new Rejection(Reason.PHONE_NOT_CHANGED));

        assertThat(Statuses.of(wrapped, "request"))
                .isEqualTo(Statuses.of(new Rejection(Reason.PHONE_NOT_CHANGED), "request"));
    }

    @Test
    void aBugTellsNothingButTheIdOfItsRequest() {
        var status = Statuses.of(new NullPointerException("+41791234567"), "r3qu35t");

        assertThat(status.getCode()).isEqualTo(Code.INTERNAL.getNumber());
        assertThat(status.toString()).contains("r3qu35t").doesNotContain("4179", "NullPointer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08001", "53100", "53200", "53300", "57014", "57P01", "57P03", "58030",
                "25006", "55P03"
            })
    void aDatabaseThatCannotDoItNowIsAnOutageThatPasses(String state) {
        var status = Statuses.of(new RuntimeException(new SQLException("no", state)), "r");

        assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
        assertThat(Statuses.retryAfterSeconds(status)).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aTransactionThatLostToAnotherOneIsAborted(String state) {
        var status = Statuses.of(new RuntimeException(new SQLException("no", state)), "r");

        assertThat(status.getCode()).isEqualTo(Code.ABORTED.getNumber());
        assertThat(Statuses.retryAfterSeconds(status)).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001"})
    void whatIsWrongWithAStatementIsABug(String state) {
        var status = Statuses.of(new RuntimeException(new SQLException("no", state)), "r");

        assertThat(status.getCode()).isEqualTo(Code.INTERNAL.getNumber());
    }

    @Test
    void anUnreachableDatabaseIsAnOutage() {
        var gone = new RuntimeException(new SQLException("gone", "08006"));
        var full = new RuntimeException(new SQLTransientConnectionException("full"));

        assertThat(Statuses.of(gone, "r").getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
        assertThat(Statuses.of(full, "r").getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
    }
}
