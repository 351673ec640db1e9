package org.userphone.ear.caller;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.userphone.api.client.CallRefused;

/** Tells what the exception of a refused call says. */
@Provider
public class RefusalPages implements ExceptionMapper<CallRefused> {

    @Override
    public Response toResponse(CallRefused refused) {
        return Response.status(Response.Status.CONFLICT)
                .entity(
                        refused.code()
                                + " "
                                + refused.id().orElse("no id")
                                + refused.retryAfter().map(wait -> ", wait " + wait).orElse(""))
                .build();
    }
}
