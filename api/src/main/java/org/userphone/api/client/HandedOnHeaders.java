package org.userphone.api.client;

import static org.eclipse.microprofile.rest.client.ext.DefaultClientHeadersFactoryImpl.PROPAGATE_PROPERTY;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/**
 * Hands on those headers of the request that is being answered which the property {@code
 * org.eclipse.microprofile.rest.client.propagateHeaders} names. MicroProfile's own factory goes by
 * that property too, but misses what comes over HTTP/2, where all names are in small letters.
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
