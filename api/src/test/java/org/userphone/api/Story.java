package org.userphone.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.status.HttpStatus;

/**
 * The contract by example: a file of requests and their exact answers, told in a world whose clock
 * stands still at noon. {@code <code>} stands for six characters of the alphabet and {@code <id>}
 * for a number; {@code <last code>} in a request is the code that was last returned, in a response
 * that of the step before; {@code key} is the request's {@code Idempotency-Key}, and {@code after}
 * moves the clock by so many seconds first. A step that is {@code called} something gives its name
 * to the id that its answer holds: {@code <name>} stands for it in all that comes after. {@code
 * <signing key>} stands for a key that signs. Of the details of a refusal those count whose types
 * the step names.
 */
public record Story(Path file) {

    /** All there are. */
    public static Stream<Story> all() {
        var folder = Path.of("../api/src/test/resources/golden");
        try (var files = Files.list(folder)) {
            return files.sorted().map(Story::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the requests one after the other and holds the answers against the file. */
    public void tell(World world) throws IOException {
        var lastCode = "";
        var ids = new HashMap<String, String>();
        for (var step : array(Files.readString(file)).getValuesAs(JsonObject.class)) {
            world.advance(Duration.ofSeconds(step.getInt("after", 0)));
            var answer = world.call(call(step, lastCode, ids));
            if (answer.isPresent()) {
                assertThat(http(answer.get()) + " " + json(told(answer.get(), step)))
                        .as("%s: %s", this, step.get("request"))
                        .matches(expected(step, lastCode, ids));
                lastCode = code(answer.get()).orElse(lastCode);
                if (step.containsKey("called")) {
                    ids.put(step.getString("called"), id(answer.get()));
                }
            }
        }
    }

    /** A request that is a text is taken as it is, malformed or not. */
    private static World.Call call(JsonObject step, String lastCode, Map<String, String> ids) {
        var request = step.get("request");
        var text = request instanceof JsonString raw ? raw.getString() : request.toString();
        return new World.Call(
                step.getString("as"),
                step.getString("call"),
                named(text.replace("<last code>", lastCode), ids),
                Optional.ofNullable(step.getString("orgid", null)),
                Optional.ofNullable(step.getString("region", null)),
                step.containsKey("key") ? List.of(step.getString("key")) : List.of());
    }

    /** Literal, but for the placeholders. */
    private static String expected(JsonObject step, String lastCode, Map<String, String> ids) {
        return "\\Q"
                + named(step.getInt("http") + " " + step.get("response"), ids)
                        .replace("<last code>", lastCode)
                        .replace("<code>", "\\E[A-Z0-9]{6}\\Q")
                        .replace("<id>", "\\E[0-9]{15,19}\\Q")
                        .replace("<hash>", "\\E[A-Za-z0-9+/]{43}=\\Q")
                        .replace("<signing key>", "\\E[A-Za-z0-9_-]{43}\\Q")
                + "\\E";
    }

    private static String named(String text, Map<String, String> ids) {
        var named = text;
        for (var id : ids.entrySet()) {
            named = named.replace("<" + id.getKey() + ">", id.getValue());
        }
        return named;
    }

    private static String id(Message answer) {
        return (String) answer.getField(answer.getDescriptorForType().findFieldByName("id"));
    }

    private static int http(Message answer) {
        return answer instanceof Status refusal ? HttpStatus.of(refusal.getCode()) : 200;
    }

    private static Optional<String> code(Message answer) {
        return answer.getAllFields().entrySet().stream()
                .filter(field -> field.getKey().getName().endsWith("_code"))
                .map(field -> (String) field.getValue())
                .reduce((first, last) -> last);
    }

    /** A refusal with no other details than those of the types that the step names. */
    private static Message told(Message answer, JsonObject step) {
        if (!(answer instanceof Status refusal)) {
            return answer;
        }
        var expected = step.get("response").toString();
        return refusal.toBuilder()
                .clearDetails()
                .addAllDetails(
                        refusal.getDetailsList().stream()
                                .filter(detail -> expected.contains(detail.getTypeUrl()))
                                .toList())
                .build();
    }

    /** Both sides go through the same printer, so that white space does not count. */
    private static String json(Message message) {
        var text = new String(ProtoJson.write(message), StandardCharsets.UTF_8);
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject().toString();
        }
    }

    private static JsonArray array(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
