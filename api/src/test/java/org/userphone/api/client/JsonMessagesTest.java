package org.userphone.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.http.ProtoJson;

class JsonMessagesTest {

    private static final SetPhoneRequest REQUEST =
            SetPhoneRequest.newBuilder().setPhone("+41791234567").setIsVerified(true).build();

    @Test
    void whatIsWrittenIsWhatTheServerReads() throws IOException {
        var written = new ByteArrayOutputStream();
        new JsonMessages().writeTo(REQUEST, null, null, null, null, null, written);

        var read = SetPhoneRequest.newBuilder();
        ProtoJson.read(written.toByteArray(), read);

        assertThat(read.build()).isEqualTo(REQUEST);
    }

    @Test
    void whatTheServerWritesIsRead() throws IOException {
        var answer = SetPhoneResponse.newBuilder().setVerificationCode("SKJD34").build();

        assertThat(
                        JsonMessages.read(
                                new String(ProtoJson.write(answer), UTF_8), SetPhoneResponse.class))
                .isEqualTo(answer);
    }

    @Test
    void aFieldOfANewerServerIsLeftOut() throws IOException {
        assertThat(
                        JsonMessages.read(
                                "{\"new\":{\"a\":[1]},\"verificationCode\":\"SKJD34\"}",
                                SetPhoneResponse.class))
                .isEqualTo(SetPhoneResponse.newBuilder().setVerificationCode("SKJD34").build());
    }

    @Test
    void anAnswerThatIsNoJsonIsAFailure() {
        assertThatThrownBy(() -> JsonMessages.read("<html>", SetPhoneResponse.class))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
