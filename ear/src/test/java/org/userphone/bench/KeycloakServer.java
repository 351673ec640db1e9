package org.userphone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.userphone.ear.Keycloak;

/**
 * Keycloak in production on the same PostgreSQL, in a database of its own, with as many users, who
 * may have an attribute {@code phoneNumber}.
 */
final class KeycloakServer implements Server, AutoCloseable {

    private static final String DATABASE = "keycloak";
    private static final String REALM = "/admin/realms/acme";
    private static final Duration LIFETIME_OF_TOKENS = Duration.ofHours(10);

    private static final String PHONE_NUMBER =
            """
            {"name": "phoneNumber", "permissions": {"view": ["admin", "user"], "edit": ["admin"]}}\
            """;

    private final Keycloak keycloak;
    private final Meter meter;
    private String token;

    private KeycloakServer(Keycloak keycloak, Meter meter) {
        this.keycloak = keycloak;
        this.meter = meter;
    }

    /**
     * @param users how many, of the names that userphone's have
     */
    static KeycloakServer start(Installation beside, int users) throws Exception {
        var keycloak =
                Keycloak.startInProduction(
                        beside.addDatabase(DATABASE),
                        "postgres",
                        "postgres",
                        Files.createTempDirectory(Path.of("target"), DATABASE));
        // Whatever ends this one ends Keycloak too.
        Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
        var server =
                new KeycloakServer(
                        keycloak, new Meter(List.of(keycloak.pid()), beside.connection()));
        server.setUp(users);
        return server;
    }

    private void setUp(int users) throws IOException, InterruptedException {
        token = keycloak.administratorToken();
        ask(
                "PUT",
                "/admin/realms/master",
                "{\"accessTokenLifespan\": %1$d, \"ssoSessionIdleTimeout\": %1$d}"
                        .formatted(LIFETIME_OF_TOKENS.toSeconds()));
        token = keycloak.administratorToken();
        ask(
                "POST",
                "/admin/realms",
                "{\"realm\": \"acme\", \"enabled\": true, \"users\": [%s]}"
                        .formatted(
                                IntStream.range(0, users)
                                        .mapToObj(Installation::user)
                                        .map(user -> user(user, ""))
                                        .collect(Collectors.joining(","))));
        var profile = ask("GET", REALM + "/users/profile", "");
        ask(
                "PUT",
                REALM + "/users/profile",
                profile.replaceFirst(
                        "\"attributes\" *: *\\[", "\"attributes\": [" + PHONE_NUMBER + ","));
        updateAndRead(Installation.user(0), People.number(0));
    }

    private String ask(String verb, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(http().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(verb, BodyPublishers.ofString(body))
                        .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    URI http() {
        return keycloak.base();
    }

    /** The path of a user in its REST API. */
    static String path(String user) {
        return REALM + "/users/" + id(user);
    }

    /** Random as those that Keycloak makes, and the same for the same name. */
    private static UUID id(String user) {
        return UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All that a user is: what is missing in an update is removed.
     *
     * @param phone none if it is empty
     */
    static String user(String name, String phone) {
        return """
        {"id": "%s", "username": "%s", "enabled": true, "firstName": "Alice", "lastName": "Example",\
         "email": "%2$s@example.com", "emailVerified": true, "attributes": {%s}}\
        """
                .formatted(
                        id(name),
                        name,
                        phone.isEmpty() ? "" : "\"phoneNumber\": [\"" + phone + "\"]");
    }

    /** An update is answered by nothing, so that one is read to see what the others do, too. */
    private void updateAndRead(String user, String phone) throws IOException, InterruptedException {
        ask("PUT", path(user), user(user, phone));
        var kept = ask("GET", path(user), "");
        if (!kept.contains("\"phoneNumber\":[\"" + phone + "\"]")
                || !kept.contains("\"email\":\"" + user + "@example.com\"")) {
            throw new IllegalStateException("not what was set: " + kept);
        }
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public void close() throws IOException, SQLException {
        meter.close();
        keycloak.close();
    }
}
