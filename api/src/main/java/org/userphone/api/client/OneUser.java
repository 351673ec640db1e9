package org.userphone.api.client;

import com.google.protobuf.Message;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;

/**
 * Refuses to send a request that names another user than its path. The server would take the user
 * in the path, and silently ignore the one in the message.
 */
public final class OneUser implements ClientRequestFilter {

    /** The property in which a MicroProfile Rest Client gives the method that was called. */
    private static final String METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

    /**
     * @throws IllegalArgumentException if the message and the path name different users
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

    /** The user in a path that ends like the template. */
    private static String userIn(URI uri, String template) {
        var places = Arrays.asList(template.split("/"));
        var segments = uri.getRawPath().split("/");
        int fromEnd = places.size() - places.indexOf("{userId}");
        return URI.create("/" + segments[segments.length - fromEnd]).getPath().substring(1);
    }
}
