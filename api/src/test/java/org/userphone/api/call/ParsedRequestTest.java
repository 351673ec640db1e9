package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.http.ProtoJson;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Explanation;
import org.userphone.domain.Rejection.Reason;

class ParsedRequestTest {

    @Test
    void anUnknownFieldIsNamedBesideTheOneThatIsMissing() {
        var request =
                read("{\"phoneNumber\":\"+41791234567\"}", SetPhoneRequest.getDefaultInstance());
        var refusal = catchThrowableOfType(Rejection.class, () -> Rules.check(request.message()));

        assertThat(named(request.blaming(refusal)))
                .containsExactly("userId REQUIRED", "phone REQUIRED", "phoneNumber UNKNOWN_FIELD");
    }

    @Test
    void aRefusedValueIsNamedByItsPath() {
        var request =
                read(
                        "{\"human\":{\"phone\":{\"phone\":\"1\"}}}",
                        CreateUserRequest.getDefaultInstance());

        assertThat(
                        named(
                                request.blaming(
                                        new Rejection(
                                                Reason.PHONE_INVALID,
                                                new Explanation("TOO_SHORT", "It is short")))))
                .containsExactly("human.phone.phone TOO_SHORT");
    }

    @Test
    void aRefusalThatIsAboutNoFieldNamesNone() {
        var request = read("{}", SetPhoneRequest.getDefaultInstance());

        assertThat(request.blaming(new Rejection(Reason.PHONE_NOT_CHANGED)).violations()).isEmpty();
    }

    private static ParsedRequest read(String json, Message empty) {
        return ProtoJson.read(json.getBytes(StandardCharsets.UTF_8), empty.newBuilderForType());
    }

    private static List<String> named(Rejection refusal) {
        return refusal.violations().stream()
                .map(violation -> violation.field() + " " + violation.reason())
                .toList();
    }
}
