package org.userphone.api.scim;

import com.google.rpc.Status;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders every refusal below {@code /scim} in SCIM's own shape (RFC 7644 3.12), whichever class
 * made it: up to here it is a {@code google.rpc.Status}, as on every wire form, or a {@link
 * ScimRefused}.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class ScimErrors implements ContainerResponseFilter, ExceptionMapper<ScimRefused> {

    private static final String PATH = "scim/";

    @Override
    public Response toResponse(ScimRefused refused) {
        return ScimJson.response(400, error(400, refused.type(), refused.getMessage()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var path = request.getUriInfo().getPath();
        if (response.getEntity() instanceof Status status
                && path.startsWith(PATH, path.startsWith("/") ? 1 : 0)) {
            int http = response.getStatus();
            response.setEntity(
                    ScimJson.write(error(http, type(http), status.getMessage())),
                    null,
                    ScimJson.MEDIA_TYPE);
        }
    }

    /** Empty where SCIM has no word: the status says all. */
    private static String type(int http) {
        return switch (http) {
            case 400 -> "invalidValue";
            case 409 -> "uniqueness";
            default -> "";
        };
    }

    private static Map<String, Object> error(int http, String type, String detail) {
        var error = new TreeMap<String, Object>();
        error.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:Error"));
        error.put("status", Integer.toString(http));
        error.put("detail", detail);
        if (!type.isEmpty()) {
            error.put("scimType", type);
        }
        return error;
    }
}
