package org.userphone.domain.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.Origin;
import org.userphone.domain.access.Permission;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.KeyedHash;
import org.userphone.domain.user.UserEvent.HumanAdded;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;

/** The people in the tests. */
public final class People {

    public static final OrganisationId ACME = new OrganisationId("acme");
    public static final OrganisationId OTHER = new OrganisationId("other");
    public static final UserId MINNIE = new UserId("minnie");
    public static final PhoneNumber NUMBER = new PhoneNumber("+41791234567");
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    public static final Caller ADMIN =
            new Caller(
                    new UserId("admin"),
                    Optional.empty(),
                    Set.of(
                            Permission.USER_READ,
                            Permission.USER_WRITE,
                            Permission.USER_DELETE,
                            Permission.EVENTS_READ,
                            Permission.IAM_READ,
                            Permission.IAM_WRITE,
                            Permission.POLICY_READ,
                            Permission.POLICY_WRITE),
                    Set.of(),
                    Origin.UNKNOWN);

    /** The hash of a code that nobody knows. */
    public static final KeyedHash HASH = new KeyedHash("k1", "aGFzaA==");

    private People() {}

    public static Profile profile(String given, String family) {
        return new Profile(
                given,
                family,
                Optional.of("Nick"),
                given + " " + family,
                Optional.of("de"),
                Gender.DIVERSE);
    }

    /**
     * The change that adds a user with this id at noon; the name and the address are derived from
     * the id.
     */
    public static Change added(UserId id, Optional<PhoneNumber> phone) {
        return User.absent(id, ACME)
                .record(
                        List.of(
                                new HumanAdded(
                                        id + "@example.com",
                                        profile("Given", "Family"),
                                        new EmailAddress(id + "@example.com"),
                                        phone)),
                        Editor.of(ADMIN.id()),
                        NOON);
    }

    /** An event that adds a code which nobody knows. */
    public static PhoneCodeAdded code(boolean returned) {
        return new PhoneCodeAdded(HASH, Duration.ofMinutes(10), returned);
    }

    /** A caller who may read, write and delete users and set texts, in this organisation only. */
    public static Caller adminOf(OrganisationId organisation) {
        return new Caller(
                new UserId("admin-of-" + organisation),
                Optional.of(organisation),
                Set.of(),
                Set.of(
                        Permission.USER_READ,
                        Permission.USER_WRITE,
                        Permission.USER_DELETE,
                        Permission.EVENTS_READ,
                        Permission.POLICY_READ,
                        Permission.POLICY_WRITE),
                Origin.UNKNOWN);
    }

    /** A caller without permissions. */
    public static Caller plain(UserId id) {
        return new Caller(id, Optional.of(ACME), Set.of(), Set.of(), Origin.UNKNOWN);
    }
}
