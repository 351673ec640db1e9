package org.userphone.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.userphone.api.http.ProtoBody;

/** The JAX-RS application. It handles every path, so that unknown ones get a JSON answer too. */
@ApplicationPath("/")
public class Api extends Application {

    /**
     * Turns Jersey's WADL off, because the OpenAPI document describes the API, and its buffer for
     * the length of each answer, which {@link ProtoBody} knows.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.server.contentLength.buffer",
                0);
    }
}
