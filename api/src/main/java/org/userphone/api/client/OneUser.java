package org.userphone.api.client;

import com.google.protobuf.Message;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;

/**
 * Refuses to send a request that names another user than its path does. The server goes by the path
 * and would not say that it ignores the other.
 */
public final class OneUser implements ClientRequestFilter {

    /** Where a MicroProfile Rest Client says which method was called. */
    private static final String METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

    /**
     * @throws IllegalArgumentException if the users differ
     */
    @Override
    public void filter(ClientRequestContext request) {
        if (request.getEntity() instanceof Message message
                && request.getProperty(METHOD) instanceof Method method) {
            var template = method.getAnnotation(Path.class).value();
            if (template.contains("{userId}")) {
                check(userOf(message), userIn(request.getUri(), template));
            }
        }
    }

    private static void check(String inRequest, String inPath) {
        if (!inRequest.isEmpty() && !inRequest.equals(inPath)) {
            throw new IllegalArgumentException(
                    "the request is about user " + inRequest + ", the call about " + inPath);
        }
    }

    private static String userOf(Message message) {
        var field = message.getDescriptorForType().findFieldByName("user_id");
        return (String) message.getField(field);
    }

    /** The template is the end of the path. */
    private static String userIn(URI uri, String template) {
        var places = Arrays.asList(template.split("/"));
        var segments = uri.getRawPath().split("/");
        int fromEnd = places.size() - places.indexOf("{userId}");
        return URI.create("/" + segments[segments.length - fromEnd]).getPath().substring(1);
    }
}
