package org.userphone.api.dev;

import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

/**
 * The way to the pages of development mode. It takes every path that nobody else has: without
 * development mode they are all equally unknown, with any verb.
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
