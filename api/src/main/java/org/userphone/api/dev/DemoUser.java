package org.userphone.api.dev;

import jakarta.inject.Inject;
import java.util.Optional;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.AddHuman;
import org.userphone.domain.account.NewHuman;
import org.userphone.domain.account.ReadUser;
import org.userphone.domain.user.EmailAddress;
import org.userphone.domain.user.Gender;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.Profile;
import org.userphone.domain.user.User;
import org.userphone.domain.user.Verification;

/** The user whose phone a newcomer sets. A call with a token of the administrator adds it. */
@ApplicationSingleton
class DemoUser {

    static final UserId ID = new UserId("300000000000000002");

    private final Development development;
    private final DevelopmentTokens tokens;
    private final TokenVerifier verifier;
    private final AddHuman addHuman;
    private final ReadUser readUser;

    @Inject
    DemoUser(
            Development development,
            DevelopmentTokens tokens,
            TokenVerifier verifier,
            AddHuman addHuman,
            ReadUser readUser) {
        this.development = development;
        this.tokens = tokens;
        this.verifier = verifier;
        this.addHuman = addHuman;
        this.readUser = readUser;
    }

    /** The number that the demo user has now. Adds the demo user if it does not exist. */
    synchronized Optional<PhoneNumber> number() {
        var admin = verifier.verify("Bearer " + tokens.ofAdmin()).caller();
        return readOrAdd(admin).human().phone().number();
    }

    private User readOrAdd(Caller admin) {
        try {
            return readUser.read(admin, ID);
        } catch (Rejection rejection) {
            if (rejection.reason() != Reason.USER_NOT_FOUND) {
                throw rejection;
            }
            return addHuman.add(admin, minnie()).user();
        }
    }

    private NewHuman minnie() {
        var profile =
                new Profile(
                        "Minnie",
                        "Mouse",
                        Optional.empty(),
                        "Minnie Mouse",
                        Optional.empty(),
                        Gender.UNSPECIFIED);
        return new NewHuman(
                development.organisation(),
                Optional.of(ID),
                Optional.of("minnie"),
                profile,
                new EmailAddress("minnie@example.com"),
                Verification.NONE,
                Optional.empty(),
                Verification.NONE);
    }
}
