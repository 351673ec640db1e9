package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.code.PendingCode;
import org.userphone.domain.secret.KeyedHash;
import org.userphone.domain.user.Email;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.Phone;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.User;
import org.userphone.domain.user.UserId;
import org.userphone.domain.user.UserState;

/** The snapshot of one user. */
@Entity
@Table(name = "user_account")
class UserRow {

    @Id private String id;

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

    @Column(name = "email_code_key")
    private String emailCodeKey;

    @Column(name = "email_code_hash")
    private String emailCodeHash;

    @Column(name = "email_code_expires_at")
    private Instant emailCodeExpiresAt;

    @Column(name = "email_code_sequence")
    private Long emailCodeSequence;

    private String phone;

    @Column(name = "phone_verified")
    private boolean phoneVerified;

    @Column(name = "phone_code_key")
    private String phoneCodeKey;

    @Column(name = "phone_code_hash")
    private String phoneCodeHash;

    @Column(name = "phone_code_expires_at")
    private Instant phoneCodeExpiresAt;

    @Column(name = "phone_code_sequence")
    private Long phoneCodeSequence;

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

    /** Takes over what may change in the life of a user. */
    final void become(User user) {
        state = user.state();
        username = user.username();
        usernameKey = key(user.username());
        givenName = user.profile().givenName();
        familyName = user.profile().familyName();
        nickName = user.profile().nickName().orElse(null);
        displayName = user.profile().displayName();
        preferredLanguage = user.profile().preferredLanguage().orElse(null);
        gender = user.profile().gender();
        email = user.email().address().text();
        emailVerified = user.email() instanceof Email.Verified;
        var emailCode = user.email().pendingCode();
        emailCodeKey = emailCode.map(code -> code.hash().keyId()).orElse(null);
        emailCodeHash = emailCode.map(code -> code.hash().value()).orElse(null);
        emailCodeExpiresAt = emailCode.map(PendingCode::expiresAt).orElse(null);
        emailCodeSequence = emailCode.map(PendingCode::sequence).orElse(null);
        phone = user.phone().number().map(PhoneNumber::e164).orElse(null);
        phoneVerified = user.phone() instanceof Phone.Verified;
        var phoneCode = user.phone().pendingCode();
        phoneCodeKey = phoneCode.map(code -> code.hash().keyId()).orElse(null);
        phoneCodeHash = phoneCode.map(code -> code.hash().value()).orElse(null);
        phoneCodeExpiresAt = phoneCode.map(PendingCode::expiresAt).orElse(null);
        phoneCodeSequence = phoneCode.map(PendingCode::sequence).orElse(null);
        createdAt = user.createdAt();
        lastSequence = user.last().sequence();
        lastAt = user.last().at();
        lastSeenSequence = user.lastSeen().sequence();
        lastSeenAt = user.lastSeen().at();
    }

    User toUser() {
        return new User(
                new UserId(id),
                new OrganisationId(resourceOwner),
                state,
                username,
                new Profile(
                        givenName,
                        familyName,
                        Optional.ofNullable(nickName),
                        displayName,
                        Optional.ofNullable(preferredLanguage),
                        gender),
                toEmail(),
                toPhone(),
                createdAt,
                new EventPosition(lastSequence, lastAt),
                new EventPosition(lastSeenSequence, lastSeenAt));
    }

    private Email toEmail() {
        var address = new EmailAddress(email);
        return emailVerified
                ? new Email.Verified(address)
                : new Email.Unverified(
                        address,
                        code(emailCodeKey, emailCodeHash, emailCodeExpiresAt, emailCodeSequence));
    }

    private Phone toPhone() {
        if (phone == null) {
            return new Phone.None();
        }
        var number = new PhoneNumber(phone);
        return phoneVerified
                ? new Phone.Verified(number)
                : new Phone.Unverified(
                        number,
                        code(phoneCodeKey, phoneCodeHash, phoneCodeExpiresAt, phoneCodeSequence));
    }

    private static Optional<PendingCode> code(
            String key, String hash, Instant expiresAt, Long sequence) {
        return Optional.ofNullable(hash)
                .map(value -> new PendingCode(new KeyedHash(key, value), expiresAt, sequence));
    }

    long lastSequence() {
        return lastSequence;
    }

    /** What two usernames have in common that count as the same. */
    static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
