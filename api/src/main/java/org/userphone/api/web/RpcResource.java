package org.userphone.api.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.userphone.api.call.Rpcs;
import org.userphone.api.http.CallOverHttp;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Every method of the contract by its name, over gRPC-Web and Connect (protocol section 9). */
@ApplicationSingleton
@Path(
        "/{service: (zitadel\\.(user\\.v2\\.User|admin\\.v1\\.Admin|management\\.v1\\.Management)"
                + "|userphone\\.v1\\.(Sms|Key|Limit|System|Caller|Import))Service}/{method}")
public class RpcResource {

    @Inject Rpcs rpcs;
    @Inject CallOverHttp call;
    @Inject HttpServletRequest head;

    @POST
    public Response call(
            @PathParam("service") String service,
            @PathParam("method") String method,
            InputStream body) {
        var form = WebForms.of(head).orElseThrow(() -> new NotSupportedException(unsupported()));
        var rpc =
                rpcs.find(service, method)
                        .orElseThrow(
                                () -> new Rejection(Reason.METHOD_UNKNOWN, "Method not found"));
        var deadline = form.deadline(head);
        var request = form.read(rpc, head, body);
        return form.answer(call.answer(form.name(), rpc, deadline, () -> request), head);
    }

    private static Response unsupported() {
        return Response.status(Response.Status.UNSUPPORTED_MEDIA_TYPE)
                .header("Accept-Post", String.join(", ", WebForms.MEDIA_TYPES))
                .build();
    }
}
