package org.userphone.api.dev;

import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

/**
 * Hands requests on to the pages of development mode. It matches every path that no other resource
 * has; without development mode it answers 404 to each of them, whatever the HTTP method.
 */
@Path("/")
public class DevelopmentResource {

    private final Development development;
    private final DevelopmentPages pages;

    @Inject
    public DevelopmentResource(Development development, DevelopmentPages pages) {
        this.development = development;
        this.pages = pages;
    }

    @Path("/")
    public DevelopmentPages pages() {
        if (!development.isOn()) {
            throw new NotFoundException();
        }
        return pages;
    }
}
