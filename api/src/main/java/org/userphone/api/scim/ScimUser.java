package org.userphone.api.scim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.userphone.api.call.Rules;
import org.userphone.api.contract.CreateUserRequest;
import org.userphone.api.contract.SetHumanEmail;
import org.userphone.api.contract.SetHumanPhone;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.domain.Rejection;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.account.HumanUpdate;
import org.userphone.domain.account.HumanUpdate.EmailUpdate;
import org.userphone.domain.account.HumanUpdate.PhoneUpdate;
import org.userphone.domain.account.HumanUpdate.ProfileUpdate;
import org.userphone.domain.account.Link;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserState;
import org.userphone.domain.user.Verification;

/**
 * A user of SCIM (RFC 7643 4.1), as far as it is kept here: one address and one number of the many
 * that SCIM knows.
 *
 * @param displayName empty if it is made of the other names
 */
record ScimUser(
        String userName,
        Optional<String> externalId,
        String givenName,
        String familyName,
        Optional<String> nickName,
        Optional<String> displayName,
        Optional<String> language,
        boolean active,
        String email,
        Optional<String> phone) {

    /** The attributes with several values, in small letters. */
    static final Set<String> MULTI_VALUED = Set.of("emails", "phonenumbers");

    /** The number is one that SMS can be sent to; numbers of other types are not kept. */
    static final String PHONE_TYPE = "mobile";

    static final String EMAIL_TYPE = "work";

    private static final int MAX_EXTERNAL_ID_LENGTH = 200;
    private static final int MAX_LANGUAGE_LENGTH = 10;

    /** What callers can set of a user, as SCIM shows it. */
    static Map<String, Object> attributes(User user) {
        var human = user.human();
        var profile = human.profile();
        var attributes = ScimJson.object();
        attributes.put("userName", user.username());
        user.externalId().ifPresent(id -> attributes.put("externalId", id));
        var name = ScimJson.object();
        name.put("givenName", profile.givenName());
        name.put("familyName", profile.familyName());
        name.put("formatted", profile.givenName() + " " + profile.familyName());
        attributes.put("name", name);
        attributes.put("displayName", profile.displayName());
        profile.nickName()
                .filter(nick -> !nick.isEmpty())
                .ifPresent(nick -> attributes.put("nickName", nick));
        profile.preferredLanguage()
                .filter(tag -> !tag.isEmpty())
                .ifPresent(tag -> attributes.put("preferredLanguage", tag));
        attributes.put("active", user.state() != UserState.INACTIVE);
        attributes.put("emails", list(human.email().address().text(), EMAIL_TYPE));
        human.phone()
                .number()
                .map(PhoneNumber::e164)
                .ifPresent(number -> attributes.put("phoneNumbers", list(number, PHONE_TYPE)));
        return attributes;
    }

    private static List<Object> list(String value, String type) {
        var element = ScimJson.object();
        element.put("value", value);
        element.put("type", type);
        element.put("primary", true);
        return new ArrayList<>(List.of(element));
    }

    /**
     * @throws ScimRefused if an attribute has a value of the wrong type, or one is missing
     */
    static ScimUser of(Map<String, Object> attributes) {
        var name =
                attributes.get("name") instanceof Map<?, ?> object
                        ? ScimPatch.attributes(object)
                        : ScimJson.object();
        var userName = required(attributes, "userName", "userName");
        var given = required(name, "givenName", "name.givenName");
        var family = required(name, "familyName", "name.familyName");
        return new ScimUser(
                userName,
                text(attributes, "externalId"),
                given,
                family,
                text(attributes, "nickName"),
                text(attributes, "displayName")
                        .filter(shown -> !shown.equals(given + " " + family)),
                text(attributes, "preferredLanguage")
                        .or(() -> text(attributes, "locale"))
                        .filter(tag -> tag.length() <= MAX_LANGUAGE_LENGTH),
                isActive(attributes.get("active")),
                email(attributes)
                        .or(() -> Optional.of(userName).filter(address -> address.contains("@")))
                        .orElseThrow(() -> ScimRefused.value("emails needs an address")),
                phone(attributes));
    }

    private static String required(Map<String, Object> object, String name, String path) {
        return text(object, name).orElseThrow(() -> ScimRefused.value(path + " is required"));
    }

    /** A text that is blank counts as absent. */
    private static Optional<String> text(Map<String, Object> object, String name) {
        var value = object.get(name);
        if (value != null && !(value instanceof String)) {
            throw ScimRefused.value(name + " must be a text");
        }
        return Optional.ofNullable((String) value).map(String::strip).filter(t -> !t.isEmpty());
    }

    /** Entra sends booleans as texts with a capital letter, too. */
    private static boolean isActive(Object value) {
        var text = value == null ? "true" : value.toString().toLowerCase(Locale.ROOT);
        if (!text.matches("true|false")) {
            throw ScimRefused.value("active must be true or false");
        }
        return text.equals("true");
    }

    /** The primary one, else that of the type that we show, else the first. */
    private static Optional<String> email(Map<String, Object> attributes) {
        return elements(attributes, "emails")
                .sorted(
                        Comparator.comparing(ScimUser::isPrimary)
                                .thenComparing(element -> hasType(element, EMAIL_TYPE))
                                .reversed())
                .flatMap(element -> text(element, "value").stream())
                .findFirst();
    }

    private static Optional<String> phone(Map<String, Object> attributes) {
        return elements(attributes, "phoneNumbers")
                .filter(element -> hasType(element, PHONE_TYPE) || element.get("type") == null)
                .sorted(Comparator.comparing(ScimUser::isPrimary).reversed())
                .flatMap(element -> text(element, "value").stream())
                .map(number -> number.replaceFirst("(?i)^tel:", ""))
                .findFirst();
    }

    private static Stream<Map<String, Object>> elements(
            Map<String, Object> attributes, String name) {
        return ScimPatch.list(attributes.get(name)).stream()
                .map(
                        element -> {
                            if (element instanceof Map<?, ?>) {
                                return ScimPatch.attributes(element);
                            }
                            var object = ScimJson.object();
                            object.put("value", element);
                            return object;
                        });
    }

    private static boolean isPrimary(Map<String, Object> element) {
        return "true".equalsIgnoreCase(String.valueOf(element.get("primary")));
    }

    private static boolean hasType(Map<String, Object> element, String type) {
        return type.equalsIgnoreCase(String.valueOf(element.get("type")));
    }

    /**
     * Checks this user by the rules that the contract has for a new one.
     *
     * @throws Rejection as {@link Rules#check} does
     * @throws ScimRefused if the external id is too long or has the character NUL
     */
    void check() {
        var profile =
                SetHumanProfile.newBuilder()
                        .setGivenName(givenName)
                        .setFamilyName(familyName)
                        .setDisplayName(displayName.orElse(""))
                        .setNickName(nickName.orElse(""))
                        .setPreferredLanguage(language.orElse(""));
        var human =
                CreateUserRequest.Human.newBuilder()
                        .setProfile(profile)
                        .setEmail(SetHumanEmail.newBuilder().setEmail(email))
                        .setPhone(SetHumanPhone.newBuilder().setPhone(phone.orElse("")));
        Rules.check(
                CreateUserRequest.newBuilder()
                        .setOrganizationId("1")
                        .setUsername(userName)
                        .setHuman(human)
                        .build());
        var id = externalId.orElse("");
        if (id.codePointCount(0, id.length()) > MAX_EXTERNAL_ID_LENGTH || id.indexOf('\0') >= 0) {
            throw ScimRefused.value("externalId has more than 200 characters, or odd ones");
        }
    }

    /**
     * @param how the address and the number are proved
     */
    NewHuman added(OrganisationId organisation, Verification how) {
        return new NewHuman(
                organisation,
                Optional.empty(),
                Optional.of(userName),
                new Profile(
                        givenName, familyName, nickName, shownName(), language, Gender.UNSPECIFIED),
                new EmailAddress(email),
                how,
                phone,
                how);
    }

    Link link() {
        return new Link(externalId, active);
    }

    private String shownName() {
        return displayName.orElse(givenName + " " + familyName);
    }

    /**
     * What has to be changed for a user that was shown as another one to become this one.
     *
     * @param how a new address or number is proved
     */
    HumanUpdate since(ScimUser before, Verification how) {
        var profile =
                new ProfileUpdate(
                        changed(before, ScimUser::givenName),
                        changed(before, ScimUser::familyName),
                        changed(before, user -> user.nickName.orElse("")),
                        changed(before, ScimUser::shownName),
                        changed(before, user -> user.language.orElse("")),
                        Optional.empty());
        return new HumanUpdate(
                changed(before, ScimUser::userName),
                Optional.of(profile),
                changed(before, ScimUser::email)
                        .map(address -> new EmailUpdate(new EmailAddress(address), how)),
                changed(before, ScimUser::phone)
                        .map(
                                number ->
                                        number.isPresent()
                                                ? new PhoneUpdate(number, how)
                                                : PhoneUpdate.removal(false)));
    }

    private <T> Optional<T> changed(ScimUser before, Function<ScimUser, T> attribute) {
        return Optional.of(attribute.apply(this))
                .filter(value -> !value.equals(attribute.apply(before)));
    }

    /** Masked: the user is personal data. */
    @Override
    public String toString() {
        return "ScimUser[…]";
    }
}
