package org.userphone.api.dev;

import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.userphone.domain.ApplicationSingleton;

/**
 * Hands requests on to the pages of development mode. It matches every path that no other resource
 * has; without development mode it answers 404 to each of them, whatever the HTTP method.
 */
@ApplicationSingleton
@Path("/")
public class DevelopmentResource {

    @Inject Development development;
    @Inject DevelopmentPages pages;

    @Path("/")
    public DevelopmentPages pages() {
        if (!development.isOn()) {
            throw new NotFoundException();
        }
        return pages;
    }
}
