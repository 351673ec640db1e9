package org.userphone.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.client.UserClient;
import org.userphone.api.contract.UserServiceOuterClass;

/** The client's interface and the server's resource are two texts and say the same. */
class ClientMatchesServerTest {

    private static final List<MethodDescriptor> CALLS =
            UserServiceOuterClass.getDescriptor().findServiceByName("UserService").getMethods();

    static Stream<MethodDescriptor> calls() {
        return CALLS.stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallIsMadeWhereItIsServed(MethodDescriptor call) {
        var served = Endpoint.of(call);
        var made = Endpoint.of(call, List.of(UserClient.class));

        assertThat(made.verb()).isEqualTo(served.verb());
        assertThat(made.path()).isEqualTo(served.path());
        assertThat(made.fieldsInPath()).isEqualTo(served.fieldsInPath());
        assertThat(made.method().getParameterTypes())
                .isEqualTo(served.method().getParameterTypes());
        assertThat(made.method().getReturnType()).isEqualTo(served.method().getReturnType());
    }

    @Test
    void theClientMakesNoOtherCalls() {
        assertThat(Arrays.stream(UserClient.class.getMethods()).map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(
                        CALLS.stream()
                                .map(Endpoint::of)
                                .map(served -> served.method().getName())
                                .toList());
    }
}
