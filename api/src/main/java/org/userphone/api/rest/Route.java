package org.userphone.api.rest;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.api.call.Rules;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * How a method of the contract is called over JSON: by which verb and path, and which fields of its
 * request these fill. The option {@code google.api.http} of the method says so. Of what that option
 * offers, the contract uses one binding for each method, variables that are one segment of the path
 * each, and a body that is the whole message or none.
 *
 * @param rpc the method
 * @param verb of HTTP, in capitals
 * @param segments of the path
 * @param hasBody whether the body of the HTTP request is the message
 * @param fieldsInQuery the fields that the query fills: without a body, all that the path does not
 * @see <a href="https://github.com/googleapis/googleapis/blob/master/google/api/http.proto">the
 *     option</a>
 */
public record Route(
        MethodDescriptor rpc,
        String verb,
        List<Segment> segments,
        boolean hasBody,
        List<FieldDescriptor> fieldsInQuery) {

    /**
     * A segment of the path.
     *
     * @param text what stands in the contract, {@code phone} or {@code {user_id}}
     * @param variable the field that the segment fills
     */
    record Segment(String text, Optional<FieldDescriptor> variable) {

        private static Segment of(String text, MethodDescriptor rpc) {
            if (!text.startsWith("{")) {
                return new Segment(text, Optional.empty());
            }
            var field = rpc.getInputType().findFieldByName(text.substring(1, text.length() - 1));
            require(field != null && field.getType() == Type.STRING, rpc, text + " is no text");
            return new Segment(text, Optional.of(field));
        }

        /**
         * @param sent a segment of a request's path, percent-encoded
         */
        boolean matches(String sent) {
            return variable.isPresent() ? !sent.isEmpty() : text.equals(sent);
        }
    }

    /**
     * @throws IllegalStateException if the method has no such option, or one that is not served
     */
    public static Route of(MethodDescriptor rpc) {
        return of(rpc, rpc.getOptions().getExtension(AnnotationsProto.http));
    }

    static Route of(MethodDescriptor rpc, HttpRule rule) {
        require(rule.getAdditionalBindingsCount() == 0, rpc, "there are additional bindings");
        require(rule.getResponseBody().isEmpty(), rpc, "the answer is not the whole message");
        require(List.of("", "*").contains(rule.getBody()), rpc, "the body is a part of a message");
        var segments =
                Stream.of(path(rule, rpc).substring(1).split("/"))
                        .map(text -> Segment.of(text, rpc))
                        .toList();
        boolean hasBody = !rule.getBody().isEmpty();
        return new Route(
                rpc,
                rule.getPatternCase().name(),
                segments,
                hasBody,
                hasBody ? List.of() : fieldsBeside(segments, rpc));
    }

    private static String path(HttpRule rule, MethodDescriptor rpc) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET -> throw unserved(rpc, "there is no verb");
        };
    }

    private static List<FieldDescriptor> fieldsBeside(
            List<Segment> segments, MethodDescriptor rpc) {
        var inPath = segments.stream().flatMap(segment -> segment.variable().stream()).toList();
        var fields =
                rpc.getInputType().getFields().stream()
                        .filter(field -> !inPath.contains(field))
                        .toList();
        require(
                fields.stream().allMatch(field -> field.getType() == Type.UINT32),
                rpc,
                "a field of the query is not of the one type that is read there, uint32");
        return fields;
    }

    private static void require(boolean served, MethodDescriptor rpc, String why) {
        if (!served) {
            throw unserved(rpc, why);
        }
    }

    private static IllegalStateException unserved(MethodDescriptor rpc, String why) {
        return new IllegalStateException(
                "google.api.http of " + rpc.getFullName() + " is not served: " + why);
    }

    /** The path, its variables called as in JSON: {@code /v2/users/{userId}}. */
    public String path() {
        return segments.stream()
                .map(
                        segment ->
                                segment.variable()
                                        .map(field -> "{" + field.getJsonName() + "}")
                                        .orElse(segment.text()))
                .collect(Collectors.joining("/", "/", ""));
    }

    /** The fields that the path fills, whatever the body says. */
    public List<FieldDescriptor> fieldsInPath() {
        return segments.stream().flatMap(segment -> segment.variable().stream()).toList();
    }

    /**
     * Puts what the path says into the request, over what the body says.
     *
     * @param sent the segments of the request's path, percent-encoded
     */
    void readPath(List<String> sent, Message.Builder request) {
        for (int i = 0; i < sent.size(); i++) {
            var variable = segments.get(i).variable();
            if (variable.isPresent()) {
                request.setField(variable.get(), decoded(sent.get(i)));
            }
        }
    }

    /** In a path a plus sign is itself (RFC 3986); the decoder is one of forms. */
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Puts what the query says into the request.
     *
     * @param query as it was sent; null if the request has none. If it has a parameter several
     *     times, the first one counts
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if it is not percent-encoded, or if a
     *     value is not one of its field
     */
    void readQuery(String query, Message.Builder request) {
        if (query == null || fieldsInQuery.isEmpty()) {
            return;
        }
        var parameters = parameters(query);
        for (var field : fieldsInQuery) {
            var text = parameters.get(field.getJsonName());
            if (text != null) {
                request.setField(field, number(text, field, request));
            }
        }
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        try {
            for (var parameter : query.split("&")) {
                int end = (parameter + "=").indexOf('=');
                parameters.putIfAbsent(
                        URLDecoder.decode(parameter.substring(0, end), StandardCharsets.UTF_8),
                        URLDecoder.decode(
                                parameter.substring(Math.min(end + 1, parameter.length())),
                                StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "query is not percent-encoded");
        }
        return parameters;
    }

    private static int number(String text, FieldDescriptor field, Message.Builder request) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw Rules.refused(request, field.getName(), "TYPE", "value must be a uint32");
        }
    }
}
