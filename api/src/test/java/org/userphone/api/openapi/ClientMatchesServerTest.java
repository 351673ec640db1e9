package org.userphone.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.api.client.UserClient;
import org.userphone.api.contract.UserServiceOuterClass;

/** The client's interface and the contract are two texts and say the same. */
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
        var made = made(call);

        assertThat(verbs(made)).containsExactly(served.verb().name());
        assertThat(path(made)).isEqualTo(served.path());
        assertThat(fieldsInPath(made))
                .isEqualTo(
                        served.fieldsInPath().stream().map(FieldDescriptor::getJsonName).toList());
        assertThat(bodies(made))
                .isEqualTo(served.hasBody() ? List.of(call.getInputType()) : List.of());
        assertThat(type(made.getReturnType())).isEqualTo(call.getOutputType());
    }

    @Test
    void theClientMakesNoOtherCalls() {
        assertThat(Arrays.stream(UserClient.class.getMethods()))
                .containsExactlyInAnyOrderElementsOf(
                        calls().map(ClientMatchesServerTest::made).toList());
    }

    private static Method made(MethodDescriptor call) {
        return Arrays.stream(UserClient.class.getMethods())
                .filter(method -> method.getName().equalsIgnoreCase(call.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value)
                .toList();
    }

    private static String path(Method method) {
        var path = method.getAnnotation(Path.class).value();
        return UserClient.class.getAnnotation(Path.class).value() + (path.equals("/") ? "" : path);
    }

    private static List<String> fieldsInPath(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(PathParam.class))
                .filter(Objects::nonNull)
                .map(PathParam::value)
                .toList();
    }

    private static List<Descriptor> bodies(Method method) {
        return Arrays.stream(method.getParameters())
                .map(Parameter::getType)
                .filter(Message.class::isAssignableFrom)
                .map(ClientMatchesServerTest::type)
                .toList();
    }

    private static Descriptor type(Class<?> message) {
        return Internal.getDefaultInstance(message.asSubclass(Message.class))
                .getDescriptorForType();
    }
}
