package org.userphone.api.bulk;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import org.userphone.api.contract.PortableUser;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.UserState;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * Users as Keycloak exports them ({@code UserRepresentation}). The id stays the id, because it is
 * what Keycloak's tokens call the user.
 */
final class KeycloakUsers implements UserFormat {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    @Override
    public PortableUser read(FileRecord record) {
        var user = object(record.text());
        var attributes =
                user.get("attributes") instanceof JsonObject object
                        ? object
                        : JsonValue.EMPTY_JSON_OBJECT;
        var profile =
                SetHumanProfile.newBuilder()
                        .setGivenName(text(user.get("firstName")))
                        .setFamilyName(text(user.get("lastName")));
        var language = text(attributes.get("locale"));
        if (!language.isEmpty()) {
            profile.setPreferredLanguage(language);
        }
        var human =
                PortableUser.Human.newBuilder()
                        .setProfile(profile)
                        .setEmail(
                                PortableUser.Email.newBuilder()
                                        .setEmail(text(user.get("email")))
                                        .setIsVerified(isTrue(user.get("emailVerified"))));
        var number = text(attributes.get("phoneNumber"));
        if (!number.isEmpty()) {
            human.setPhone(
                    PortableUser.Phone.newBuilder()
                            .setPhone(number)
                            .setIsVerified(isTrue(attributes.get("phoneNumberVerified"))));
        }
        return PortableUser.newBuilder()
                .setUserId(text(user.get("id")))
                .setUsername(text(user.get("username")))
                .setState(
                        user.get("enabled") == JsonValue.FALSE
                                ? UserState.USER_STATE_INACTIVE
                                : UserState.USER_STATE_ACTIVE)
                .setHuman(human)
                .build();
    }

    private static JsonObject object(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException e) {
            throw new Rejection(Reason.INVALID_REQUEST, "user is not a JSON object");
        }
    }

    /** Attributes are lists, of which the first value counts. What is no text counts as absent. */
    private static String text(JsonValue value) {
        if (value instanceof JsonArray list) {
            return list.isEmpty() ? "" : text(list.get(0));
        }
        return value instanceof JsonString string ? string.getString() : "";
    }

    private static boolean isTrue(JsonValue value) {
        return value == JsonValue.TRUE || text(value).equals("true");
    }
}
