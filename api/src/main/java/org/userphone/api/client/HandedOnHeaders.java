package org.userphone.api.client;

import static org.eclipse.microprofile.rest.client.ext.DefaultClientHeadersFactoryImpl.PROPAGATE_PROPERTY;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/**
 * Copies headers from the request that the application is answering to the calls that it makes
 * meanwhile. The property {@code org.eclipse.microprofile.rest.client.propagateHeaders} names them.
 * MicroProfile's own factory reads that property too, but misses the headers of a request over
 * HTTP/2, whose names are in small letters.
 */
public final class HandedOnHeaders implements ClientHeadersFactory {

    @Override
    public MultivaluedMap<String, String> update(
            MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(
                ConfigProvider.getConfig()
                        .getOptionalValues(PROPAGATE_PROPERTY, String.class)
                        .orElse(List.of()));
        var handedOn = new MultivaluedHashMap<String, String>();
        incoming.forEach(
                (name, values) -> {
                    if (names.contains(name)) {
                        handedOn.put(name, values);
                    }
                });
        return handedOn;
    }
}
