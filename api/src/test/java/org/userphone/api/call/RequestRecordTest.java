package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.domain.access.UserId;
import org.userphone.domain.user.People;

class RequestRecordTest {

    private final RequestRecord record = new RequestRecord("192.0.2.1", List.of());

    @Test
    void theLineNamesWhatWasAskedForByWhomAndFromWhere() {
        record.verified(People.plain(new UserId("minnie")));

        assertThat(record.line("GET", "/v2/users/mickey", "200"))
                .matches(
                        "GET /v2/users/mickey status=200 ms=\\d+ request=[a-z2-7]{20}"
                                + " client=192\\.0\\.2\\.1 caller=minnie");
    }

    @Test
    void withoutAGoodTokenThereIsNoCallerAndIfTheSettingForbidsItNoAddress() {
        assertThat(record.line("GET", "/", "401")).endsWith(" client=192.0.2.1");
        assertThat(new RequestRecord("", List.of()).line("GET", "/", "401"))
                .doesNotContain("client=");
    }

    @Test
    void theLineOfACallNamesTheCallAndTheUserThatItIsAbout() {
        record.asks("GetUserByID", GetUserByIDRequest.newBuilder().setUserId("42").build());
        assertThat(record.line("GET", "/", "200")).endsWith(" method=GetUserByID user=42");

        record.asks(
                "GetUserByID", GetUserByIDRequest.newBuilder().setUserId("+41791234567").build());
        assertThat(record.line("GET", "/", "200")).endsWith(" user=+…");

        record.asks("ListUsers", ListUsersRequest.getDefaultInstance());
        assertThat(record.line("GET", "/", "200")).endsWith(" method=ListUsers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0af7651916cd43dd8448eb211c80319c",
                "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "a",
                "edge_7/eu:3.b"
            })
    void theIdThatACallerGivesIsKept(String sent) {
        assertThat(new RequestRecord("", List.of(sent)).id()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a;b", "é", "+41791234567", "41791234567"})
    void anIdThatCouldForgeALineOrIsAPhoneNumberIsReplaced(String sent) {
        assertThat(new RequestRecord("", List.of(sent)).id()).matches("[a-z2-7]{20}");
    }

    @Test
    void twoIdsAndALongOneAreReplaced() {
        assertThat(new RequestRecord("", List.of("a", "b")).id()).matches("[a-z2-7]{20}");
        assertThat(new RequestRecord("", List.of("a".repeat(129))).id()).matches("[a-z2-7]{20}");
        assertThat(new RequestRecord("", List.of("a".repeat(128))).id()).hasSize(128);
    }

    @Test
    void noCallerMakesAPairOfItsOwn() {
        record.verified(People.plain(new UserId("minnie request=forged\tlevel=x")));

        assertThat(record.line("GET", "/", "200"))
                .endsWith(" caller=minnie_request_forged_level_x");
    }

    @Test
    void whatMayBeANumberIsMaskedInThePathAndInTheCaller() {
        record.verified(People.plain(new UserId("+41791234567")));

        assertThat(record.line("GET", "/v2/users/%2B41791234567/phone", "200"))
                .startsWith("GET /v2/users/+…/phone status=200 ")
                .endsWith(" caller=+…");
    }

    @Test
    void aLongPathIsCutAfterItIsMasked() {
        var path = "/" + "a".repeat(190) + "/41791234567";

        assertThat(record.line("GET", path, "404"))
                .startsWith("GET /" + "a".repeat(190) + "/+… status=404 ");
        assertThat(record.line("GET", "/" + "a".repeat(5000), "404")).hasSizeLessThan(300);
    }
}
