package org.userphone.api.scim;

import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.userphone.domain.user.User;

/** The documents that SCIM answers with. */
final class ScimDocuments {

    /** Returned whatever the request leaves out (RFC 7643 7, returned always). */
    private static final List<String> ALWAYS = List.of("id", "schemas");

    private ScimDocuments() {}

    /**
     * A user.
     *
     * @param base where the application is, as the caller sees it
     * @param only the attributes that the caller wants; all if there are none
     * @param without the attributes that the caller does not want
     */
    static Map<String, Object> user(User user, URI base, List<String> only, List<String> without) {
        var shown = ScimUser.attributes(user);
        shown.put("schemas", List.of(ScimPath.CORE));
        shown.put("id", user.id().value());
        shown.put(
                "meta",
                new TreeMap<String, Object>(
                        Map.of(
                                "resourceType",
                                "User",
                                "created",
                                user.createdAt().toString(),
                                "lastModified",
                                user.lastSeen().at().toString(),
                                "location",
                                location(user, base).toString())));
        shown.keySet()
                .removeIf(
                        name ->
                                !ALWAYS.contains(name)
                                        && (!only.isEmpty() && !isNamed(name, only)
                                                || without.stream()
                                                        .map(ScimPath::inCore)
                                                        .anyMatch(name::equalsIgnoreCase)));
        return shown;
    }

    /** A list of names may name a part of an attribute, which is shown as a whole then. */
    private static boolean isNamed(String attribute, List<String> names) {
        var own = attribute.toLowerCase(Locale.ROOT);
        return names.stream()
                .map(name -> ScimPath.inCore(name).toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(own) || name.startsWith(own + "."));
    }

    static URI location(User user, URI base) {
        return UriBuilder.fromUri(base).path("scim/v2/Users/{id}").build(user.id().value());
    }

    /**
     * @param start the place of the first one, from 1
     */
    static Map<String, Object> list(List<? extends Object> resources, long total, int start) {
        var list = new TreeMap<String, Object>();
        list.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"));
        list.put("totalResults", total);
        list.put("startIndex", start);
        list.put("itemsPerPage", resources.size());
        list.put("Resources", resources);
        return list;
    }

    /** What is served here, by the name of its endpoint (RFC 7644 4). */
    static Map<String, Object> of(String kind) {
        var document = read(kind);
        return kind.equals("ServiceProviderConfig") ? document : list(List.of(document), 1, 1);
    }

    /** The one of its kind, if it has this id. */
    static Optional<Map<String, Object>> of(String kind, String id) {
        return Optional.of(read(kind)).filter(document -> id.equals(document.get("id")));
    }

    private static Map<String, Object> read(String kind) {
        try (InputStream in =
                Objects.requireNonNull(
                        ScimDocuments.class.getResourceAsStream(kind + ".json"), kind)) {
            return ScimJson.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
