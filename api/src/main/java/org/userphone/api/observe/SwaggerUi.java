package org.userphone.api.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Set;
import org.userphone.api.http.Assets;
import org.userphone.api.http.Webjar;

/**
 * Swagger UI: a page of ours around the files of the webjar. Their paths carry its version, so that
 * a browser may keep them for good.
 */
@Path("/openapi-ui")
public class SwaggerUi {

    static final Set<String> OURS = Set.of("page.css", "page.js");
    static final Set<String> THEIRS =
            Set.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png");
    static final Webjar WEBJAR = Webjar.of("org.webjars", "swagger-ui");

    /** The page loads what it needs by relative paths. */
    @GET
    public Response page(@Context UriInfo uri) {
        if (!uri.getRequestUri().getPath().endsWith("/")) {
            return Response.temporaryRedirect(URI.create("openapi-ui/")).build();
        }
        var page = new String(Assets.read(SwaggerUi.class, "page.html"), UTF_8);
        return Assets.answer("page.html", page.replace("{version}", WEBJAR.version())).build();
    }

    @GET
    @Path("/{file}")
    public Response ours(@PathParam("file") String file) {
        if (!OURS.contains(file)) {
            throw new NotFoundException();
        }
        return Assets.answer(file, Assets.read(SwaggerUi.class, file)).build();
    }

    @GET
    @Path("/{version}/{file}")
    public Response theirs(@PathParam("version") String version, @PathParam("file") String file) {
        if (!version.equals(WEBJAR.version()) || !THEIRS.contains(file)) {
            throw new NotFoundException();
        }
        return Assets.forGood(Assets.answer(file, WEBJAR.read(file)));
    }
}
