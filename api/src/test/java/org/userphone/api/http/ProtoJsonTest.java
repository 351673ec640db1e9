package org.userphone.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.contract.AddHumanUserRequest;
import org.userphone.api.contract.Details;
import org.userphone.api.contract.ListSmsUsageRequest;
import org.userphone.api.contract.ReturnEmailVerificationCode;
import org.userphone.api.contract.SetHumanEmail;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.SetMetadataEntry;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.domain.FieldViolation;
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
    void aNameThatAnEnumDoesNotHaveIsLeftOutAndNamed() {
        var request =
                ProtoJson.read(
                        "{\"gender\":\"MALE\",\"nickName\":\"n\"}".getBytes(UTF_8),
                        SetHumanProfile.newBuilder());

        assertThat(request.message())
                .isEqualTo(SetHumanProfile.newBuilder().setNickName("n").build());
        assertThat(request.unknownFields())
                .singleElement()
                .satisfies(
                        unknown -> {
                            assertThat(unknown.field()).isEqualTo("gender");
                            assertThat(unknown.description()).contains("GENDER_FEMALE, GENDER_");
                        });
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var details =
                Details.newBuilder()
                        .setSequence(-1) // is unsigned: 18446744073709551615
                        .setChangeDate(Timestamp.newBuilder().setSeconds(-1).setNanos(1000))
                        .build();
        var metadata =
                SetMetadataEntry.newBuilder()
                        .setKey("\u00e9\ud83d\ude00\"")
                        .setValue(ByteString.copyFrom(new byte[] {-1, -2, 0, 63}));
        var human =
                AddHumanUserRequest.newBuilder()
                        .setEmail(
                                SetHumanEmail.newBuilder()
                                        .setReturnCode(
                                                ReturnEmailVerificationCode.getDefaultInstance()))
                        .addMetadata(metadata)
                        .addMetadata(SetMetadataEntry.getDefaultInstance())
                        .build();

        assertThat(read(details)).isEqualTo(details);
        assertThat(read(human)).isEqualTo(human);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/+8=", "/+8", "_-8=", "_-8"})
    void bytesAreReadInBothAlphabets(String text) {
        var read =
                ProtoJson.read(
                        "{\"value\":\"%s\"}".formatted(text).getBytes(UTF_8),
                        SetMetadataEntry.newBuilder());

        assertThat(((SetMetadataEntry) read.message()).getValue().toByteArray())
                .containsExactly(-1, -17);
    }

    @ParameterizedTest
    @CsvSource({
        "18446744073709551616, false",
        "18446744073709551615, true",
        "1e2, true",
        "1.50, false",
        "-1, false"
    })
    void aNumberIsReadIfItsFieldCanHoldIt(String number, boolean isRead) {
        var body = "{\"sequence\":%s}".formatted(number).getBytes(UTF_8);

        assertThat(catchThrowable(() -> ProtoJson.read(body, Details.newBuilder())) == null)
                .isEqualTo(isRead);
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

    @Test
    void everyFieldOfAWrongTypeIsNamed() {
        assertThat(violations("{\"userId\":5,\"phone\":[\"1\"],\"isVerified\":\"yes\"}"))
                .containsExactly("userId TYPE", "phone TYPE", "isVerified TYPE");
    }

    @Test
    void twoMembersOfAOneofAreRefusedByTheirNames() {
        assertThatThrownBy(() -> read("{\"phone\":\"1\",\"sendCode\":{},\"returnCode\":{}}"))
                .hasMessage(
                        "invalid JSON: field returnCode must not be given together with sendCode");
        assertThat(violations("{\"phone\":\"1\",\"sendCode\":{},\"returnCode\":{}}"))
                .containsExactly("returnCode ONEOF");
    }

    @Test
    void aFieldThatIsGivenTwiceIsNamed() {
        assertThat(violations("{\"phone\":\"1\",\"phone\":\"2\"}"))
                .containsExactly("phone GIVEN_TWICE");
    }

    @Test
    void aValueThatOnlyTheLibraryCannotReadIsNamedByItsField() {
        assertThatThrownBy(
                        () ->
                                ProtoJson.read(
                                        "{\"since\":\"yesterday\"}".getBytes(UTF_8),
                                        ListSmsUsageRequest.newBuilder()))
                .satisfies(
                        refusal ->
                                assertThat(named((Rejection) refusal))
                                        .containsExactly("since TYPE"));
    }

    @Test
    void unknownFieldsAreNamedWithThoseThatThereAre() {
        var request =
                ProtoJson.read(
                        "{\"phoneNumber\":\"1\",\"sendCode\":{\"url\":\"x\"},\"+41 79\":1}"
                                .getBytes(UTF_8),
                        SetPhoneRequest.newBuilder());

        assertThat(request.unknownFields())
                .extracting(FieldViolation::field)
                .containsExactly("phoneNumber", "sendCode.url");
        assertThat(request.unknownFields().get(0).description())
                .contains("SetPhoneRequest, whose fields are userId, phone, ");
    }

    private static List<String> violations(String text) {
        return named(catchThrowableOfType(Rejection.class, () -> read(text)));
    }

    private static List<String> named(Rejection refusal) {
        return refusal.violations().stream()
                .map(violation -> violation.field() + " " + violation.reason())
                .toList();
    }

    private static String write(Message message) {
        return new String(ProtoJson.write(message), UTF_8);
    }

    private static Message read(Message written) {
        return ProtoJson.read(ProtoJson.write(written), written.newBuilderForType()).message();
    }

    private static SetPhoneRequest read(String text) {
        return (SetPhoneRequest)
                ProtoJson.read(text.getBytes(UTF_8), SetPhoneRequest.newBuilder()).message();
    }

    private static SetHumanProfile profile(String text) {
        return (SetHumanProfile)
                ProtoJson.read(text.getBytes(UTF_8), SetHumanProfile.newBuilder()).message();
    }
}
