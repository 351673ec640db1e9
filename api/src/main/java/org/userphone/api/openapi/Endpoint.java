package org.userphone.api.openapi;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.userphone.api.call.Idempotent;
import org.userphone.api.call.UserCalls;
import org.userphone.api.rest.AdminResource;
import org.userphone.api.rest.AdminTextResource;
import org.userphone.api.rest.ManagementTextResource;
import org.userphone.api.rest.PhoneMessagesResource;
import org.userphone.api.rest.SmsProviderResource;
import org.userphone.api.rest.SmsUsageResource;
import org.userphone.api.rest.UserResource;

/** A call of the contract and the JAX-RS method that answers it, which has the same name. */
record Endpoint(MethodDescriptor rpc, Method method) {

    /** Where the calls of a service are answered, by its name. */
    private static final Map<String, List<Class<?>>> RESOURCES =
            Map.of(
                    "UserService", List.of(UserResource.class),
                    "AdminService",
                            List.of(
                                    AdminResource.class,
                                    AdminTextResource.class,
                                    SmsProviderResource.class),
                    "ManagementService", List.of(ManagementTextResource.class),
                    "SmsService",
                            List.of(
                                    PhoneMessagesResource.class,
                                    SmsUsageResource.class,
                                    SmsProviderResource.class));

    static Endpoint of(MethodDescriptor rpc) {
        return of(rpc, RESOURCES.get(rpc.getService().getName()));
    }

    /**
     * @param types have JAX-RS methods, one of which has the name of the call
     */
    static Endpoint of(MethodDescriptor rpc, List<Class<?>> types) {
        var method =
                types.stream()
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(candidate -> candidate.getName().equalsIgnoreCase(rpc.getName()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no method for " + rpc));
        return new Endpoint(rpc, method);
    }

    String path() {
        var path = method.getAnnotation(Path.class).value();
        return method.getDeclaringClass().getAnnotation(Path.class).value()
                + (path.equals("/") ? "" : path);
    }

    PathItem.HttpMethod verb() {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(verb -> PathItem.HttpMethod.valueOf(verb.value()))
                .findFirst()
                .orElseThrow();
    }

    boolean hasBody() {
        return parameters().map(Parameter::getType).anyMatch(Message.class::isAssignableFrom);
    }

    /** Whether the call takes an idempotency key. */
    boolean isAnsweredOnce() {
        return Arrays.stream(UserCalls.class.getMethods())
                .filter(call -> call.getName().equals(method.getName()))
                .anyMatch(call -> call.isAnnotationPresent(Idempotent.class));
    }

    /** The fields of the request that the path decides. */
    List<FieldDescriptor> fieldsInPath() {
        return parameters()
                .map(parameter -> parameter.getAnnotation(PathParam.class))
                .filter(Objects::nonNull)
                .map(name -> field(name.value()))
                .toList();
    }

    /** The fields of the request that the query decides. */
    List<FieldDescriptor> fieldsInQuery() {
        return parameters()
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(name -> field(name.value()))
                .toList();
    }

    private FieldDescriptor field(String jsonName) {
        return rpc.getInputType().getFields().stream()
                .filter(field -> field.getJsonName().equals(jsonName))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Parameter> parameters() {
        return Arrays.stream(method.getParameters());
    }
}
