package org.userphone.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS application; it answers on every path, also on those that do not exist. */
@ApplicationPath("/")
public class Api extends Application {

    /** The OpenAPI document tells what there is; Jersey would add a WADL that tells more. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
