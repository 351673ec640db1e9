package org.userphone.api.rest;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.userphone.api.call.Rpcs;
import org.userphone.api.http.CallOverHttp;
import org.userphone.domain.ApplicationSingleton;

/**
 * Every method of the contract over JSON, by the verb and path of its option {@code
 * google.api.http} (protocol sections 1.1, 1.4). It takes all paths below those names with which
 * the paths of the contract begin, as a locator of a sub-resource, so that it is asked about every
 * verb.
 */
@ApplicationSingleton
@Path("/{area: v2|admin|management|userphone}")
public class ContractResource {

    private final Routes routes = new Routes(Rpcs.methods().map(Route::of));
    @Inject Rpcs rpcs;
    @Inject CallOverHttp call;
    @Inject HttpServletRequest head;

    /**
     * The head of the request comes from the servlet, because Jersey makes each parameter of a
     * method anew, at the price of 4 KiB.
     *
     * @throws NotFoundException if no call has this path
     * @throws NotAllowedException if the path has calls, but none with this verb
     */
    @Path("/{path: .*}")
    public RoutedCall route() {
        var match =
                routes.find(
                        head.getMethod(),
                        head.getRequestURI().substring(head.getContextPath().length()));
        if (match.route().isPresent()) {
            var route = match.route().get();
            return new RoutedCall(route, rpcs.of(route.rpc()), call, match.path(), head);
        }
        if (match.verbs().isEmpty()) {
            throw new NotFoundException();
        }
        throw new NotAllowedException(allow(match.verbs()));
    }

    /** OPTIONS is what browsers ask before a call. */
    private static Response allow(Set<String> verbs) {
        return Response.status(Response.Status.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, String.join(",", verbs) + ",OPTIONS")
                .build();
    }
}
