package org.userphone.domain.code;

import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.CodeOrigin.Local;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;

/**
 * Issues verification codes and checks them. The hash of a code covers the user and the number or
 * address, so a code proves nothing of another one, whatever the state around it.
 */
public final class Codes {

    private final CodePolicy policy;
    private final Keyring keys;
    private final RandomGenerator random;

    /**
     * @param random must be cryptographically strong
     */
    public Codes(CodePolicy policy, Keyring keys, RandomGenerator random) {
        this.policy = policy;
        this.keys = keys;
        this.random = random;
    }

    /**
     * @param address the number or e-mail address that the code is to prove
     */
    public IssuedCode issue(UserId user, String address) {
        return issue(user, address, draw());
    }

    /** Issues a code that is known beforehand. */
    public IssuedCode issue(UserId user, String address, VerificationCode code) {
        return new IssuedCode(
                code, keys.hash(Purpose.CODE, bind(user, address, code.text())), policy.lifetime());
    }

    /**
     * Whether the text is the pending code of this user and address, and the code has not expired.
     * Blanks and hyphens in the text are read over, and so is its case if the alphabet has one case
     * only. False if the code was not made here.
     */
    public boolean matches(
            PendingCode pending, UserId user, String address, String text, Instant now) {
        return pending.origin() instanceof Local local
                && policy.readings(text)
                        .anyMatch(
                                code ->
                                        keys.matches(
                                                Purpose.CODE,
                                                bind(user, address, code),
                                                local.hash()))
                && !pending.isExpired(now);
    }

    /**
     * Draws a code in which every symbol is equally likely: {@code nextInt(bound)} rejects instead
     * of folding. A code without the digit that it needs is drawn again.
     */
    VerificationCode draw() {
        return Stream.generate(this::drawn)
                .filter(policy::isFindable)
                .findFirst()
                .map(VerificationCode::new)
                .orElseThrow();
    }

    private String drawn() {
        var code = new StringBuilder(policy.length());
        for (int i = 0; i < policy.length(); i++) {
            code.append(policy.alphabet().charAt(random.nextInt(policy.alphabet().length())));
        }
        return code.toString();
    }

    private static String bind(UserId user, String address, String code) {
        return user.value().length() + ":" + user.value() + address.length() + ":" + address + code;
    }
}
