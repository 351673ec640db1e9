package org.userphone.api.openapi;

import static org.userphone.domain.Rejection.Reason.CONTEXT_ORGANISATION_UNKNOWN;
import static org.userphone.domain.Rejection.Reason.TOKEN_INVALID;
import static org.userphone.domain.Rejection.Reason.TOKEN_MISSING;
import static org.userphone.domain.Rejection.Reason.TOKEN_SCHEME_UNKNOWN;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.userphone.api.call.Rpcs;
import org.userphone.api.call.Rules;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * What the document tells about a call beyond its messages: how it is used, and how it is refused.
 * It stands in {@code examples/}, in a JSON file with the name of the call:
 *
 * <ul>
 *   <li>{@code examples}: each with a {@code name}, a {@code summary}, a {@code request} and its
 *       {@code answer}; {@code given} names the examples of calls that have to be made before, as
 *       {@code SetPhone/returnCode}, for the test that makes them all;
 *   <li>{@code broken}: requests that break a rule or ask too much, each in its own way;
 *   <li>{@code refusals}: the {@link Reason}s of its use case;
 *   <li>{@code sendsSms}: true if it is also refused for what an SMS is refused for.
 * </ul>
 *
 * @param refusals every one that the call can come to, as it is thrown
 */
record CallUsage(List<Example> examples, List<Rejection> refusals) {

    /** A request and what it is answered. */
    record Example(String name, String summary, Message request, Message answer) {}

    /** Reasons that stand before every call. */
    private static final List<Reason> OF_EVERY_CALL =
            List.of(
                    TOKEN_MISSING,
                    TOKEN_SCHEME_UNKNOWN,
                    TOKEN_INVALID,
                    CONTEXT_ORGANISATION_UNKNOWN);

    /** Reasons of the guards of SMS. */
    private static final List<Reason> OF_SMS =
            List.of(
                    Reason.SMS_TO_NUMBER_LIMITED,
                    Reason.SMS_OF_USER_LIMITED,
                    Reason.SMS_FROM_ADDRESS_LIMITED,
                    Reason.SMS_TO_PREFIX_LIMITED,
                    Reason.SMS_TO_COUNTRY_LIMITED,
                    Reason.SMS_BUDGET_SPENT,
                    Reason.SMS_BREAKER_OPEN,
                    Reason.SMS_COUNTRY_DENIED,
                    Reason.SMS_TYPE_DENIED,
                    Reason.SMS_NUMBER_IMPOSSIBLE);

    /**
     * @throws IllegalStateException if the file does not fit the contract
     * @throws NullPointerException if there is no file
     */
    static CallUsage of(MethodDescriptor rpc) {
        var file = "examples/" + Rpcs.name(rpc) + ".json";
        return read(
                rpc, Objects.requireNonNull(CallUsage.class.getResourceAsStream(file), () -> file));
    }

    /**
     * Strictly: a name that is not known is an error.
     *
     * @throws IllegalStateException if the file does not fit the contract
     */
    static CallUsage read(MethodDescriptor rpc, InputStream file) {
        try (var reader = Json.createReader(file)) {
            var json = known(reader.readObject(), "examples", "broken", "refusals", "sendsSms");
            var examples =
                    json.getJsonArray("examples").stream()
                            .map(example -> example(rpc, example.asJsonObject()))
                            .toList();
            var broken =
                    json.getOrDefault("broken", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
                            .map(request -> broken(message(rpc.getInputType(), request)));
            var reasons =
                    Stream.concat(
                            reasons(json.getJsonArray("refusals")),
                            json.getBoolean("sendsSms", false) ? OF_SMS.stream() : Stream.empty());
            return new CallUsage(
                    examples,
                    Stream.concat(
                                    broken,
                                    Stream.concat(OF_EVERY_CALL.stream(), reasons.sorted())
                                            .map(Rejection::new))
                            .toList());
        }
    }

    private static Example example(MethodDescriptor rpc, JsonObject json) {
        known(json, "name", "summary", "given", "request", "answer");
        return new Example(
                json.getString("name"),
                json.getString("summary"),
                message(rpc.getInputType(), json.get("request")),
                message(rpc.getOutputType(), json.get("answer")));
    }

    private static Stream<Reason> reasons(JsonArray names) {
        return names.getValuesAs(JsonString::getString).stream().map(Reason::valueOf);
    }

    private static Rejection broken(Message request) {
        try {
            Rules.check(request);
        } catch (Rejection rejection) {
            return rejection;
        }
        throw new IllegalStateException("this request breaks no rule: " + request);
    }

    private static Message message(Descriptor type, JsonValue json) {
        try {
            var message = DynamicMessage.newBuilder(type);
            JsonFormat.parser().merge(json.toString(), message);
            return message.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no %s: %s".formatted(type.getName(), json), e);
        }
    }

    private static JsonObject known(JsonObject json, String... names) {
        if (!Set.of(names).containsAll(json.keySet())) {
            throw new IllegalStateException("of these, some are not known: " + json.keySet());
        }
        return json;
    }
}
