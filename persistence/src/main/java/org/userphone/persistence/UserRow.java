package org.userphone.persistence;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.QueryHint;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.config.PessimisticLock;
import org.eclipse.persistence.config.QueryHints;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.Failures;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Human;
import org.userphone.domain.user.Limit;
import org.userphone.domain.user.Machine;
import org.userphone.domain.user.Machine.AccessTokenType;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.TextMatch;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserState;

/** The snapshot of a user, and the key to the history of the user. */
@Entity
@Table(name = "user_account")
@NamedQuery(
        name = UserRow.LOCK,
        query = "select u from UserRow u where u.id = :id",
        hints = @QueryHint(name = QueryHints.PESSIMISTIC_LOCK, value = PessimisticLock.Lock))
class UserRow {

    /**
     * The query that locks a user. It is named, and locks by EclipseLink's hint, because {@code
     * find} with a lock, and JPA's own lock mode, have the SQL written anew each time.
     */
    static final String LOCK = "UserRow.lock";

    private static final String HUMAN = "HUMAN";
    private static final String MACHINE = "MACHINE";

    @Id private String id;

    @Column(name = "event_key")
    private String eventKey;

    private String type;

    @Column(name = "resource_owner")
    private String resourceOwner;

    @Enumerated(EnumType.STRING)
    private UserState state;

    private String username;

    @Column(name = "username_key")
    private String usernameKey;

    @Column(name = "given_name")
    private String givenName;

    @Column(name = "family_name")
    private String familyName;

    @Column(name = "nick_name")
    private String nickName;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "preferred_language")
    private String preferredLanguage;

    @Enumerated(EnumType.STRING)
    private Gender gender;

    private String email;

    @Column(name = "email_verified")
    private boolean emailVerified;

    @Embedded
    @AttributeOverride(name = "key", column = @Column(name = "email_code_key"))
    @AttributeOverride(name = "hash", column = @Column(name = "email_code_hash"))
    @AttributeOverride(name = "addedAt", column = @Column(name = "email_code_added_at"))
    @AttributeOverride(name = "expiresAt", column = @Column(name = "email_code_expires_at"))
    @AttributeOverride(name = "sequence", column = @Column(name = "email_code_sequence"))
    @AttributeOverride(name = "resends", column = @Column(name = "email_code_resends"))
    @AttributeOverride(name = "failures", column = @Column(name = "email_code_failures"))
    private PendingCodeColumns emailCode;

    @Column(name = "email_failures_of_others")
    private int emailFailuresOfOthers;

    private String phone;

    @Column(name = "phone_verified")
    private boolean phoneVerified;

    @Embedded
    @AttributeOverride(name = "key", column = @Column(name = "phone_code_key"))
    @AttributeOverride(name = "hash", column = @Column(name = "phone_code_hash"))
    @AttributeOverride(name = "addedAt", column = @Column(name = "phone_code_added_at"))
    @AttributeOverride(name = "expiresAt", column = @Column(name = "phone_code_expires_at"))
    @AttributeOverride(name = "sequence", column = @Column(name = "phone_code_sequence"))
    @AttributeOverride(name = "resends", column = @Column(name = "phone_code_resends"))
    @AttributeOverride(name = "failures", column = @Column(name = "phone_code_failures"))
    private PendingCodeColumns phoneCode;

    @Column(name = "phone_failures")
    private String phoneFailures;

    @Column(name = "phone_failures_of_others")
    private String phoneFailuresOfOthers;

    @Column(name = "limits_exceeded")
    private String limitsExceeded;

    @Column(name = "given_name_key")
    private String givenNameKey;

    @Column(name = "family_name_key")
    private String familyNameKey;

    @Column(name = "nick_name_key")
    private String nickNameKey;

    @Column(name = "display_name_key")
    private String displayNameKey;

    @Column(name = "email_key")
    private String emailKey;

    @Column(name = "phone_reversed")
    private String phoneReversed;

    @Column(name = "external_id")
    private String externalId;

    @Column(name = "machine_name")
    private String machineName;

    @Column(name = "machine_description")
    private String machineDescription;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_token_type")
    private AccessTokenType accessTokenType;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_sequence")
    private long lastSequence;

    @Column(name = "last_at")
    private Instant lastAt;

    @Column(name = "last_seen_sequence")
    private long lastSeenSequence;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    /** For JPA. */
    protected UserRow() {}

    UserRow(User user) {
        id = user.id().value();
        resourceOwner = user.resourceOwner().value();
        become(user);
    }

    /** Takes over everything that can change after the user was added. */
    final void become(User user) {
        state = user.state();
        username = user.username();
        usernameKey = key(user.username());
        if (user.type() instanceof Human human) {
            become(human);
        } else if (user.type() instanceof Machine machine) {
            become(machine);
        }
        externalId = user.externalId().orElse(null);
        createdAt = user.createdAt();
        lastSequence = user.last().sequence();
        lastAt = user.last().at();
        lastSeenSequence = user.lastSeen().sequence();
        lastSeenAt = user.lastSeen().at();
    }

    private void become(Human human) {
        type = HUMAN;
        givenNameKey = TextMatch.fold(human.profile().givenName());
        familyNameKey = TextMatch.fold(human.profile().familyName());
        nickNameKey = human.profile().nickName().map(TextMatch::fold).orElse(null);
        displayNameKey = TextMatch.fold(human.profile().displayName());
        emailKey = TextMatch.fold(human.email().address().text());
        phoneReversed =
                human.phone().number().map(PhoneNumber::e164).map(UserRow::reversed).orElse(null);
        givenName = human.profile().givenName();
        familyName = human.profile().familyName();
        nickName = human.profile().nickName().orElse(null);
        displayName = human.profile().displayName();
        preferredLanguage = human.profile().preferredLanguage().orElse(null);
        gender = human.profile().gender();
        email = human.email().address().text();
        emailVerified = human.email() instanceof Email.Verified;
        emailCode =
                human.email()
                        .pendingCode()
                        .map(PendingCodeColumns::new)
                        .orElseGet(PendingCodeColumns::new);
        emailFailuresOfOthers = human.email().failures(true);
        phone = human.phone().number().map(PhoneNumber::e164).orElse(null);
        phoneVerified = human.phone() instanceof Phone.Verified;
        phoneCode =
                human.phone()
                        .pendingCode()
                        .map(PendingCodeColumns::new)
                        .orElseGet(PendingCodeColumns::new);
        phoneFailures = words(human.phoneFailures().own().stream());
        phoneFailuresOfOthers = words(human.phoneFailures().ofOthers().stream());
        limitsExceeded = words(human.exceeded().stream().sorted());
    }

    private void become(Machine machine) {
        type = MACHINE;
        machineName = machine.name();
        machineDescription = machine.description().orElse(null);
        accessTokenType = machine.accessTokenType();
        emailCode = new PendingCodeColumns();
        phoneCode = new PendingCodeColumns();
        phoneFailures = "";
        phoneFailuresOfOthers = "";
        limitsExceeded = "";
    }

    private static String words(Stream<?> values) {
        return values.map(Object::toString).collect(Collectors.joining(" "));
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.empty() : Stream.of(text.split(" "));
    }

    User toUser() {
        return new User(
                new UserId(id),
                new OrganisationId(resourceOwner),
                state,
                username,
                type.equals(HUMAN) ? toHuman() : toMachine(),
                Optional.ofNullable(externalId),
                createdAt,
                new EventPosition(lastSequence, lastAt),
                new EventPosition(lastSeenSequence, lastSeenAt));
    }

    private Human toHuman() {
        return new Human(
                new Profile(
                        givenName,
                        familyName,
                        Optional.ofNullable(nickName),
                        displayName,
                        Optional.ofNullable(preferredLanguage),
                        gender),
                toEmail(),
                toPhone(),
                toFailures(),
                words(limitsExceeded).map(Limit::valueOf).collect(Collectors.toSet()));
    }

    private Machine toMachine() {
        return new Machine(machineName, Optional.ofNullable(machineDescription), accessTokenType);
    }

    private Email toEmail() {
        var address = new EmailAddress(email);
        return emailVerified
                ? new Email.Verified(address)
                : new Email.Unverified(address, emailCode.toPendingCode(), emailFailuresOfOthers);
    }

    private Phone toPhone() {
        if (phone == null) {
            return new Phone.None();
        }
        var number = new PhoneNumber(phone);
        return phoneVerified
                ? new Phone.Verified(number)
                : new Phone.Unverified(number, phoneCode.toPendingCode());
    }

    private static List<Instant> instants(String text) {
        return words(text).map(Instant::parse).toList();
    }

    private Failures toFailures() {
        return new Failures(instants(phoneFailures), instants(phoneFailuresOfOthers));
    }

    /**
     * The key that encrypts the events of this user; it is made when it is first needed.
     *
     * @param keys encrypt the key itself
     */
    Keyring eventKey(Keyring keys) {
        if (eventKey == null) {
            eventKey = keys.seal(Purpose.USER_KEY, id, keys.generate());
        }
        return existingEventKey(keys).orElseThrow();
    }

    /** The key that encrypts the events of this user; empty if no event has been encrypted yet. */
    Optional<Keyring> existingEventKey(Keyring keys) {
        return Optional.ofNullable(eventKey)
                .map(key -> keys.read(keys.open(Purpose.USER_KEY, id, key)));
    }

    String id() {
        return id;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** The form of a username in which names that count as equal are equal. */
    static String key(String username) {
        return TextMatch.fold(username);
    }

    /**
     * The text turned round, so that a search by the end of a text becomes one by its beginning.
     */
    static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
