package org.userphone.api.rest;

import com.google.protobuf.Message;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.userphone.api.call.Form;
import org.userphone.api.call.Rpc;
import org.userphone.api.http.CallOverHttp;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.http.UnpackedBody;
import org.userphone.domain.Deadline;

/** One request whose call is known. JAX-RS wants a method for each verb; all do the same. */
@Produces(MediaType.APPLICATION_JSON)
public final class RoutedCall {

    private final Route route;
    private final Rpc rpc;
    private final CallOverHttp call;
    private final List<String> path;
    private final HttpServletRequest head;

    /**
     * @param path the segments of the request's path, percent-encoded
     */
    RoutedCall(
            Route route, Rpc rpc, CallOverHttp call, List<String> path, HttpServletRequest head) {
        this.route = route;
        this.rpc = rpc;
        this.call = call;
        this.path = path;
        this.head = head;
    }

    @GET
    public Message get() {
        return answer(InputStream.nullInputStream());
    }

    @DELETE
    public Message delete(InputStream body) {
        return answer(body);
    }

    @POST
    public Message post(InputStream body) {
        return answer(body);
    }

    @PUT
    public Message put(InputStream body) {
        return answer(body);
    }

    @PATCH
    public Message patch(InputStream body) {
        return answer(body);
    }

    /** What is no message is refused before the token is looked at, as on every wire form. */
    private Message answer(InputStream body) {
        var request =
                ProtoJson.read(
                        route.hasBody()
                                ? UnpackedBody.read(body, head.getHeader("content-encoding"))
                                : new byte[0],
                        rpc.newRequest());
        return call.answer(
                Form.JSON,
                rpc,
                Deadline.NONE,
                () ->
                        request.with(
                                message -> {
                                    route.readQuery(head.getQueryString(), message);
                                    route.readPath(path, message);
                                    return message;
                                }));
    }
}
