package org.userphone.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.status.Statuses;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class RefusalReaderTest {

    @Test
    void aRefusalIsTheStatusThatTheServerMade() {
        var status =
                Statuses.describe(
                        new Rejection(Reason.RESEND_TOO_SOON, Duration.ofSeconds(60)), "request");

        var refusal = RefusalReader.refusal(429, new String(ProtoJson.write(status), UTF_8), "60");

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refusal.id()).hasValue("USERPHONE-wA1ts");
        assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(60));
        assertThat(refusal)
                .hasMessage("RESOURCE_EXHAUSTED: A code was made a moment ago (USERPHONE-wA1ts)");
    }

    @Test
    void aRefusalWithoutAnIdHasNone() {
        var refusal = RefusalReader.refusal(400, "{\"code\":3,\"message\":\"Bad Request\"}", null);

        assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal.id()).isEmpty();
        assertThat(refusal.retryAfter()).isEmpty();
    }

    @Test
    void aCodeOfANewerServerIsUnknown() {
        assertThat(RefusalReader.refusal(400, "{\"code\":99}", null).code())
                .isEqualTo(Code.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[]", "null"})
    void whatIsNoStatusHasTheCodeOfItsHttpStatus(String page) {
        assertThat(RefusalReader.refusal(502, page, null).code()).isEqualTo(Code.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INTERNAL",
        "401, UNAUTHENTICATED",
        "403, PERMISSION_DENIED",
        "404, UNIMPLEMENTED",
        "429, UNAVAILABLE",
        "500, UNKNOWN",
        "503, UNAVAILABLE"
    })
    void theCodeOfAnHttpStatusIsThatOfGrpc(int http, Code code) {
        assertThat(RefusalReader.refusal(http, "<html>", null).code()).isEqualTo(code);
    }

    @Test
    void aWaitUntilADateIsNotTold() {
        assertThat(RefusalReader.refusal(503, "", "Mon, 23 Nov 2026 12:00:00 GMT").retryAfter())
                .isEmpty();
    }
}
