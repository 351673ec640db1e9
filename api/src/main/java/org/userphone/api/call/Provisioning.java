package org.userphone.api.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.userphone.api.contract.SetHumanEmail;
import org.userphone.api.contract.SetHumanProfile;
import org.userphone.api.contract.UpdateUserRequest;
import org.userphone.api.token.IdentityClaims;
import org.userphone.api.token.VerifiedToken;
import org.userphone.domain.Abandoned;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.account.HumanUpdate.ProfileUpdate;
import org.userphone.domain.account.Identity;
import org.userphone.domain.account.ProvisionUser;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Verification;

/**
 * Makes users of the people whose tokens say who they are, at their first call. A call never fails
 * because of this: the log tells why a person did not become a user, and the call goes on.
 */
@ApplicationSingleton
public class Provisioning {

    /** For how long nothing is done for a person of whom the same was said before. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** The same after a failure, whose line in the log comes no more often than this. */
    private static final Duration MEMORY_OF_FAILURE = Duration.ofMinutes(10);

    /** Of how many people this is remembered; for any other one each call asks the database. */
    private static final int MAX_REMEMBERED = 50_000;

    /** What the contract allows for a language tag. */
    private static final int MAX_LANGUAGE_LENGTH = 10;

    private static final Logger LOG = System.getLogger(Provisioning.class.getName());

    private final ProvisionUser provisionUser;
    private final Cache<IdentityClaims, Boolean> done = remembering(MEMORY);
    private final Cache<IdentityClaims, Boolean> failed = remembering(MEMORY_OF_FAILURE);

    @Inject
    public Provisioning(ProvisionUser provisionUser) {
        this.provisionUser = provisionUser;
    }

    private static Cache<IdentityClaims, Boolean> remembering(Duration time) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(time)
                // A thread of the cache would outlive the application.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Makes a user of the caller, if the settings of the issuer want that and it is not done yet.
     *
     * @throws Abandoned if the caller of the call no longer waits
     */
    public void provision(Caller caller, VerifiedToken token) {
        token.identity()
                .filter(claims -> done.getIfPresent(claims) == null)
                .filter(claims -> failed.getIfPresent(claims) == null)
                .ifPresent(claims -> provision(caller, claims, issuedAt(token)));
    }

    private static Instant issuedAt(VerifiedToken token) {
        return Instant.ofEpochSecond(token.token().getIssuedAtTime());
    }

    private void provision(Caller caller, IdentityClaims claims, Instant issuedAt) {
        try {
            var identity = identity(claims);
            var number = tried(caller, identity, issuedAt, claims.upToDate());
            number.ifPresent(why -> log(claims, "has no verified number from it", why.name()));
            done.put(claims, true);
        } catch (Abandoned e) {
            throw e;
        } catch (Rejection e) {
            failed.put(claims, true);
            log(claims, "was not made or brought up to date", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // the boundary: the call may do without the user
            failed.put(claims, true);
            log(claims, "was not made or brought up to date", e.getClass().getName());
        }
    }

    /** Another node, or another call here, may add the same user or name at the same moment. */
    private Optional<Reason> tried(
            Caller caller, Identity identity, Instant issuedAt, boolean upToDate) {
        try {
            return provisionUser.provision(caller, identity, issuedAt, upToDate);
        } catch (Rejection e) {
            return provisionUser.provision(caller, identity, issuedAt, upToDate);
        }
    }

    /** The line of the request, which follows, names the caller. */
    private static void log(IdentityClaims claims, String what, String why) {
        LOG.log(
                Level.WARNING,
                "The user of a token of issuer {0} {1}: {2}",
                claims.issuer(),
                what,
                why);
    }

    /**
     * The person by the rules that the contract has for a new user.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST}
     */
    private static Identity identity(IdentityClaims claims) {
        var given = claims.givenName().orElse("");
        var family = claims.familyName().orElse("");
        var profile =
                SetHumanProfile.newBuilder()
                        .setGivenName(given)
                        .setFamilyName(family)
                        .setDisplayName(claims.name().orElse(given + " " + family));
        claims.nickName().ifPresent(profile::setNickName);
        Rules.check(profile.build());
        Rules.check(SetHumanEmail.newBuilder().setEmail(claims.email().orElse("")).build());
        return new Identity(
                claims.user(),
                claims.organisation(),
                claims.username().filter(Provisioning::isUsername),
                new ProfileUpdate(
                        Optional.of(given),
                        Optional.of(family),
                        claims.nickName(),
                        Optional.of(profile.getDisplayName()),
                        claims.locale().filter(tag -> tag.length() <= MAX_LANGUAGE_LENGTH),
                        Optional.empty()),
                new EmailAddress(claims.email().orElseThrow()),
                verification(claims.emailVerified()),
                claims.phone(),
                verification(claims.phoneVerified()));
    }

    private static boolean isUsername(String name) {
        try {
            Rules.check(UpdateUserRequest.newBuilder().setUserId("1").setUsername(name).build());
            return true;
        } catch (Rejection e) {
            return false;
        }
    }

    private static Verification verification(boolean believed) {
        return believed ? Verification.ALREADY_VERIFIED : Verification.NONE;
    }
}
