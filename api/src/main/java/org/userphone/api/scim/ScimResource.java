package org.userphone.api.scim;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.userphone.api.call.CallContext;
import org.userphone.api.call.Form;
import org.userphone.api.http.CallOverHttp;
import org.userphone.api.http.UnpackedBody;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserListing;

/** SCIM 2.0 (RFC 7644), by which identity providers push their users. */
@ApplicationSingleton
@Path("/scim/v2")
public class ScimResource {

    private static final int DEFAULT_COUNT = 100;

    @Inject ScimCalls calls;
    @Inject CallOverHttp http;

    @GET
    @Path("/Users")
    public Response list(@Context UriInfo uri) {
        var filter =
                Stream.ofNullable(uri.getQueryParameters().getFirst("filter"))
                        .map(ScimFilterParser::parse)
                        .toList();
        int start = Math.max(1, number(uri, "startIndex", 1));
        int count =
                Math.min(UserListing.MAX_LIMIT, Math.max(0, number(uri, "count", DEFAULT_COUNT)));
        var page =
                run(
                        "ListScimUsers",
                        context -> calls.listScimUsers(context, filter, start - 1, count));
        var shown = page.users().stream().map(user -> shown(user, uri)).toList();
        return ScimJson.response(200, ScimDocuments.list(shown, page.total(), start));
    }

    private static int number(UriInfo uri, String name, int otherwise) {
        var text = uri.getQueryParameters().getFirst(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ScimRefused.value(name + " must be a number");
        }
    }

    @POST
    @Path("/Users")
    public Response create(
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream body) {
        var attributes = ScimJson.read(UnpackedBody.read(body, encoding));
        var user = run("CreateScimUser", context -> calls.createScimUser(context, attributes));
        return Response.fromResponse(ScimJson.response(201, shown(user, uri)))
                .header(HttpHeaders.LOCATION, ScimDocuments.location(user, uri.getBaseUri()))
                .build();
    }

    @GET
    @Path("/Users/{id}")
    public Response read(@PathParam("id") String id, @Context UriInfo uri) {
        var user = run("ReadScimUser", context -> calls.readScimUser(context, id));
        return ScimJson.response(200, shown(user, uri));
    }

    /** What the body does not name stays as it is (RFC 7644 3.5.1 leaves that to us). */
    @PUT
    @Path("/Users/{id}")
    public Response replace(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream body) {
        var attributes = ScimJson.read(UnpackedBody.read(body, encoding));
        return change(id, uri, patch -> patch.merge(attributes, false));
    }

    @PATCH
    @Path("/Users/{id}")
    public Response patch(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream body) {
        var message = ScimJson.read(UnpackedBody.read(body, encoding));
        return change(id, uri, patch -> patch.apply(message));
    }

    private Response change(String id, UriInfo uri, Consumer<ScimPatch> change) {
        var user =
                run(
                        "ChangeScimUser",
                        context ->
                                calls.changeScimUser(
                                        context,
                                        id,
                                        resource -> change.accept(new ScimPatch(resource))));
        return ScimJson.response(200, shown(user, uri));
    }

    @DELETE
    @Path("/Users/{id}")
    public Response delete(@PathParam("id") String id) {
        run("DeleteScimUser", context -> calls.deleteScimUser(context, id));
        return Response.noContent().build();
    }

    private static Map<String, Object> shown(User user, UriInfo uri) {
        return ScimDocuments.user(
                user, uri.getBaseUri(), names(uri, "attributes"), names(uri, "excludedAttributes"));
    }

    private static List<String> names(UriInfo uri, String parameter) {
        return Stream.ofNullable(uri.getQueryParameters().get(parameter))
                .flatMap(List::stream)
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .toList();
    }

    @GET
    @Path("/{kind: ServiceProviderConfig|ResourceTypes|Schemas}")
    public Response discover(@PathParam("kind") String kind) {
        return run("DiscoverScim", context -> ScimJson.response(200, ScimDocuments.of(kind)));
    }

    @GET
    @Path("/{kind: ResourceTypes|Schemas}/{id}")
    public Response discover(@PathParam("kind") String kind, @PathParam("id") String id) {
        return run(
                "DiscoverScim",
                context ->
                        ScimJson.response(
                                200,
                                ScimDocuments.of(kind, id).orElseThrow(NotFoundException::new)));
    }

    private <T> T run(String name, Function<CallContext, T> work) {
        return http.run(Form.SCIM, name, work);
    }
}
