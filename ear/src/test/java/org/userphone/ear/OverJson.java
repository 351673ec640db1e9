package org.userphone.ear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.userphone.api.status.HttpStatus;

/** JSON over HTTP, by the paths of the OpenAPI document that the program shows. */
record OverJson() implements WireForm {

    /** Read once from each program, as a client does that is generated from the document. */
    private static final Map<URI, JsonObject> PATHS = new ConcurrentHashMap<>();

    private static JsonObject paths(URI program) {
        return Wire.json(new Wire(program).get("/openapi?format=json", null))
                .getJsonObject("paths");
    }

    @Override
    public Optional<Message> call(
            Program program, String rpc, String request, Map<String, String> head) {
        var wire = new Wire(program.http());
        var paths = PATHS.computeIfAbsent(program.http(), OverJson::paths);
        for (var path : paths.entrySet()) {
            for (var verb : path.getValue().asJsonObject().entrySet()) {
                if (verb.getValue().asJsonObject().getString("operationId").equals(rpc)) {
                    var query = query(verb.getValue().asJsonObject(), rpc, request);
                    return path(path.getKey(), rpc, request)
                            .map(to -> call(wire, rpc, verb.getKey(), to + query, request, head));
                }
            }
        }
        throw new AssertionError("no path of " + rpc);
    }

    /** Whom the call is about has to be somebody; where that cannot be read, it does not matter. */
    private static Optional<String> path(String template, String rpc, String request) {
        for (var field : List.of("language", "id")) {
            if (template.contains("{" + field + "}")) {
                return WireForm.message(rpc, request)
                        .map(message -> text(message, field))
                        .filter(text -> !text.isEmpty())
                        .map(text -> template.replace("{" + field + "}", encoded(text)));
            }
        }
        if (!template.contains("{userId}")) {
            return Optional.of(template);
        }
        return WireForm.message(rpc, request)
                .map(message -> text(message, "user_id"))
                .or(() -> Optional.of("minnie"))
                .filter(id -> !id.isEmpty())
                .map(id -> template.replace("{userId}", encoded(id)));
    }

    /** What the document has in the query is there in place of the body. */
    private static String query(JsonObject operation, String rpc, String request) {
        var names =
                operation
                        .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
                        .asJsonArray()
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .filter(parameter -> parameter.getString("in").equals("query"))
                        .map(parameter -> parameter.getString("name"))
                        .toList();
        return WireForm.message(rpc, request).stream()
                .flatMap(message -> message.getAllFields().entrySet().stream())
                .filter(field -> names.contains(field.getKey().getJsonName()))
                .map(field -> field.getKey().getJsonName() + "=" + field.getValue())
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String text(Message message, String field) {
        return (String) message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    private static Message call(
            Wire wire,
            String rpc,
            String verb,
            String path,
            String body,
            Map<String, String> head) {
        var request =
                wire.request(path, null)
                        .method(
                                verb.toUpperCase(),
                                verb.equals("get")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        head.forEach(request::header);
        var answer = wire.send(request);
        if (answer.statusCode() == 200) {
            return WireForm.answer(rpc, answer.body());
        }
        var refusal = Status.newBuilder();
        WireForm.read(answer.body(), refusal);
        assertThat(answer.statusCode()).isEqualTo(HttpStatus.of(refusal.getCode()));
        return refusal.build();
    }

    @Override
    public String toString() {
        return "JSON";
    }
}
