package org.userphone.api.console;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.userphone.api.dev.Development;
import org.userphone.api.http.Assets;
import org.userphone.api.token.ConsoleClient;
import org.userphone.domain.ApplicationSingleton;

/**
 * The page of the console, its files, and what the page has to know before anybody signs in. Where
 * nobody can sign in, because no issuer knows the console, the page says what userphone is.
 */
@ApplicationSingleton
@Path("/console")
public class ConsoleResource {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    static final String VERIFY = "userphone-verify.js";

    @Inject Config config;
    @Inject Development development;

    /** The page loads what it needs by relative paths, and is where issuers send people back to. */
    @GET
    public Response page(@Context UriInfo uri) {
        if (!uri.getRequestUri().getPath().endsWith("/")) {
            return Response.temporaryRedirect(URI.create("console/")).build();
        }
        var clients = clients();
        var isOpen = development.isOn() || !clients.isEmpty();
        var page = isOpen ? ConsoleFiles.ALL.page() : ConsoleFiles.ALL.closed();
        var origins = clients.stream().map(ConsoleClient::origin).distinct().toList();
        return Assets.answer("index.html", page, origins).build();
    }

    /** Whether this is development mode, and at which issuers people sign in. */
    @GET
    @Path("/config.json")
    public Response settings() {
        return Assets.answer("config.json", json().toString()).build();
    }

    private JsonObject json() {
        var issuers = JSON.createArrayBuilder();
        clients()
                .forEach(
                        client ->
                                issuers.add(
                                        JSON.createObjectBuilder()
                                                .add("name", client.name())
                                                .add("issuer", client.issuer())
                                                .add("client", client.client())
                                                .add("scope", client.scope())));
        return JSON.createObjectBuilder()
                .add("development", development.isOn())
                .add("issuers", issuers)
                .build();
    }

    /**
     * The element that pages of other origins show, at a path that stays: a browser takes a module
     * of another origin only if that is allowed.
     */
    @GET
    @Path("/" + VERIFY)
    public Response verifyElement() {
        return Assets.forOtherOrigins(Assets.answer(VERIFY, ConsoleFiles.content(VERIFY)));
    }

    @GET
    @Path("/{version}/{file: .+}")
    public Response file(@PathParam("version") String version, @PathParam("file") String file) {
        if (!version.equals(ConsoleFiles.ALL.version())
                || !ConsoleFiles.ALL.names().contains(file)) {
            throw new NotFoundException();
        }
        return Assets.forGood(Assets.answer(file, ConsoleFiles.content(file)));
    }

    private List<ConsoleClient> clients() {
        return ConsoleClient.all(config);
    }
}
