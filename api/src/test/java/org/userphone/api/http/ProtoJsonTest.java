package org.userphone.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.contract.Details;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.domain.Rejection;

class ProtoJsonTest {

    @Test
    void aLongIsAStringAndWhatIsUnpopulatedIsLeftOut() {
        assertThat(write(Details.newBuilder().setSequence(Long.MAX_VALUE).build()))
                .isEqualTo("{\"sequence\":\"9223372036854775807\"}");
        assertThat(write(Details.getDefaultInstance())).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2026-11-23T12:00:00Z",
        "120000000, 2026-11-23T12:00:00.120Z",
        "123456000, 2026-11-23T12:00:00.123456Z"
    })
    void aTimestampHasZeroThreeOrSixDecimals(int nanos, String text) {
        var date = Timestamp.newBuilder().setSeconds(1795435200).setNanos(nanos);

        assertThat(write(Details.newBuilder().setChangeDate(date).build()))
                .isEqualTo("{\"changeDate\":\"" + text + "\"}");
    }

    @Test
    void anOptionalFieldThatIsSetAppearsEvenIfEmpty() {
        assertThat(write(SetHumanProfile.newBuilder().setNickName("").build()))
                .isEqualTo("{\"nickName\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "{\"phone\":null}", "{\"new\":{\"a\":[1,{}]}}", "{} {"})
    void nothingNullAndUnknownFieldsAreTheEmptyMessage(String text) {
        assertThat(read(text)).isEqualTo(SetPhoneRequest.getDefaultInstance());
    }

    @Test
    void anEnumIsReadByNameAndByNumber() {
        assertThat(profile("{\"gender\":\"GENDER_MALE\"}")).isEqualTo(profile("{\"gender\":2}"));
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        assertThatThrownBy(
                        () ->
                                ProtoJson.read(
                                        new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'},
                                        SetPhoneRequest.newBuilder()))
                .isInstanceOf(Rejection.class)
                .hasMessage("body is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"phone\"}",
                "{\"phone\":}",
                "{\"phone\":\"1\"",
                "{phone:\"1\"}",
                "{'phone':'1'}",
                "\"text\"",
                "1",
                "true",
                "{\"phone\":[\"1\"]}",
                "{\"phone\":{}}",
                "{\"isVerified\":1}",
                "{\"phone\":\"a\u0001b\"}",
                "{\"phone\":TRUE}",
                "{,}",
                "{\"a\":1,}"
            })
    void whatIsNotJsonOfTheMessageIsRefusedAndNotQuoted(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("invalid JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "123456789012345678901234567890", "1.5"})
    void aNumberOutOfRangeIsRefusedAtOnce(String number) {
        assertThatThrownBy(() -> profile("{\"gender\":" + number + "}"))
                .isInstanceOf(Rejection.class);
    }

    @Test
    void aBodyNestedWithoutEndIsRefused() {
        assertThatThrownBy(() -> read("{\"returnCode\":" + "{\"a\":".repeat(10_000)))
                .isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> read("[".repeat(60_000))).isInstanceOf(Rejection.class);
    }

    private static String write(com.google.protobuf.Message message) {
        return new String(ProtoJson.write(message), UTF_8);
    }

    private static SetPhoneRequest read(String text) {
        var message = SetPhoneRequest.newBuilder();
        ProtoJson.read(text.getBytes(UTF_8), message);
        return message.build();
    }

    private static SetHumanProfile profile(String text) {
        var message = SetHumanProfile.newBuilder();
        ProtoJson.read(text.getBytes(UTF_8), message);
        return message.build();
    }
}
