package org.userphone.api.dev;

import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.userphone.domain.ApplicationSingleton;

/**
 * Hands requests on to the pages of development mode. It matches every path that no other resource
 * has; without development mode it answers 404 to each of them, whatever the HTTP method. From
 * {@code /} a person is led to the console in either case.
 */
@ApplicationSingleton
@Path("/")
public class DevelopmentResource {

    @Inject Development development;
    @Inject DevelopmentPages pages;

    @Path("/")
    public Object pages(@Context UriInfo uri) {
        if (uri.getPath().matches("/?")) {
            return new Home();
        }
        if (!development.isOn()) {
            throw new NotFoundException();
        }
        return pages;
    }
}
