package org.userphone.api.dev;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** What stands at {@code /}: the way to the console. */
public class Home {

    private static final URI CONSOLE = URI.create("console/");

    @GET
    public Response home() {
        return Response.seeOther(CONSOLE).build();
    }
}
