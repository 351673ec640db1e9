package org.userphone.api.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the call that a verb and a path mean. Where several paths of the contract fit, {@code
 * /v2/users/new} and {@code /v2/users/{user_id}}, the one with more literal characters goes first,
 * as in JAX-RS (3.7.2), and the next one if nothing there has the verb.
 */
final class Routes {

    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    /** The calls of one path, by their verbs. */
    private record Place(List<Route.Segment> segments, Map<String, Route> byVerb) {

        boolean matches(List<String> path) {
            for (int i = 0; i < path.size(); i++) {
                if (!segments.get(i).matches(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        int literalCharacters() {
            return segments.stream()
                    .filter(segment -> segment.variable().isEmpty())
                    .mapToInt(segment -> segment.text().length())
                    .sum();
        }
    }

    /**
     * What a request's verb and path mean.
     *
     * @param route the call; empty if there is none
     * @param verbs without a call, the verbs that the path has instead; none if it is unknown
     * @param path the segments of the path, percent-encoded
     */
    record Match(Optional<Route> route, Set<String> verbs, List<String> path) {}

    /** The places by the number of their segments, the first to look at first. */
    private final Map<Integer, List<Place>> places = new HashMap<>();

    Routes(Stream<Route> routes) {
        var byPath = new LinkedHashMap<String, Place>();
        routes.forEach(
                route ->
                        byPath.computeIfAbsent(
                                        route.path(),
                                        path -> new Place(route.segments(), new LinkedHashMap<>()))
                                .byVerb()
                                .put(route.verb(), route));
        byPath.values().stream()
                .sorted(Comparator.comparing(Place::literalCharacters).reversed())
                .forEach(
                        place ->
                                places.computeIfAbsent(
                                                place.segments().size(), size -> new ArrayList<>())
                                        .add(place));
    }

    /**
     * @param verb {@code HEAD} means the same call as {@code GET} (RFC 9110, 9.3.2)
     * @param path percent-encoded; a slash in front or at the end makes no difference
     */
    Match find(String verb, String path) {
        var sent = segments(path);
        var wanted = verb.equals("HEAD") ? "GET" : verb;
        var verbs = Set.<String>of();
        for (var place : places.getOrDefault(sent.size(), List.of())) {
            if (place.matches(sent)) {
                var route = place.byVerb().get(wanted);
                if (route != null) {
                    return new Match(Optional.of(route), Set.of(), sent);
                }
                if (verbs.isEmpty()) {
                    verbs = place.byVerb().keySet();
                }
            }
        }
        return new Match(Optional.empty(), verbs, sent);
    }

    private static List<String> segments(String path) {
        var plain = path.indexOf(';') < 0 ? path : MATRIX_PARAMETERS.matcher(path).replaceAll("");
        var segments = new ArrayList<String>();
        int start = plain.startsWith("/") ? 1 : 0;
        while (start < plain.length()) {
            int slash = plain.indexOf('/', start);
            int end = slash < 0 ? plain.length() : slash;
            segments.add(plain.substring(start, end));
            start = end + 1;
        }
        return segments;
    }
}
