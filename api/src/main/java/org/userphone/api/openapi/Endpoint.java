package org.userphone.api.openapi;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.userphone.api.call.Idempotent;
import org.userphone.api.call.UserCalls;
import org.userphone.api.rest.Route;

/** A call of the contract as the document shows it: where it is made over JSON. */
record Endpoint(Route route) {

    static Endpoint of(MethodDescriptor rpc) {
        return new Endpoint(Route.of(rpc));
    }

    MethodDescriptor rpc() {
        return route.rpc();
    }

    String path() {
        return route.path();
    }

    PathItem.HttpMethod verb() {
        return PathItem.HttpMethod.valueOf(route.verb());
    }

    boolean hasBody() {
        return route.hasBody();
    }

    /** Whether the call takes an idempotency key. */
    boolean isAnsweredOnce() {
        return Arrays.stream(UserCalls.class.getMethods())
                .filter(call -> call.getName().equalsIgnoreCase(rpc().getName()))
                .anyMatch(call -> call.isAnnotationPresent(Idempotent.class));
    }

    /** The fields of the request that the path decides. */
    List<FieldDescriptor> fieldsInPath() {
        return route.fieldsInPath();
    }

    /** The fields of the request that the query decides. */
    List<FieldDescriptor> fieldsInQuery() {
        return route.fieldsInQuery();
    }
}
