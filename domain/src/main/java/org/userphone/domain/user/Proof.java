package org.userphone.domain.user;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.access.UserId;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.domain.code.Codes;
import org.userphone.domain.code.IssuedCode;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.user.UserEvent.EmailCodeAdded;
import org.userphone.domain.user.UserEvent.EmailVerified;
import org.userphone.domain.user.UserEvent.PhoneCodeAdded;
import org.userphone.domain.user.UserEvent.PhoneVerified;

/**
 * How a number or e-mail address is to be verified.
 *
 * @param code the code that was made here; empty if none is needed or a provider makes it
 * @param known whether the code is known beforehand, and so need not be sent
 * @param byProvider the provider that makes the code; empty if no provider does
 */
public record Proof(
        Verification how,
        Optional<IssuedCode> code,
        boolean known,
        Optional<ByProvider> byProvider) {

    /** Verification by a code that this provider makes and sends. */
    public static Proof by(String provider) {
        return new Proof(
                Verification.SEND_CODE,
                Optional.empty(),
                false,
                Optional.of(new ByProvider(provider, Optional.empty())));
    }

    /** Verification by a code that is known beforehand and so is not sent. */
    public static Proof byKnown(IssuedCode code) {
        return new Proof(Verification.SEND_CODE, Optional.of(code), true, Optional.empty());
    }

    /** Verification by a code that is made here, or without a code, as the caller wants it. */
    public static Proof of(Verification how, Codes codes, UserId user, String address) {
        return new Proof(
                how,
                switch (how) {
                    case SEND_CODE, RETURN_CODE -> Optional.of(codes.issue(user, address));
                    case ALREADY_VERIFIED, NONE -> Optional.empty();
                },
                false,
                Optional.empty());
    }

    /** The code that is returned to the caller; empty if none is. */
    public Optional<VerificationCode> returnedCode() {
        return isReturned() ? code.map(IssuedCode::plain) : Optional.empty();
    }

    /** Whether the caller vouches for the number or address, so that no code is needed. */
    boolean isVouched() {
        return how == Verification.ALREADY_VERIFIED;
    }

    /** The code that is sent to the user by SMS; empty if none is. */
    public Optional<IssuedCode> sentCode() {
        return how == Verification.SEND_CODE && !known ? code : Optional.empty();
    }

    /** Whether a code is sent to the user by SMS, whoever makes it. */
    boolean isSent() {
        return sentCode().isPresent() || byProvider.isPresent();
    }

    /** The events by which the verification of a number begins. */
    public List<UserEvent> ofPhone() {
        if (isVouched()) {
            return List.of(new PhoneVerified());
        }
        if (byProvider.isPresent()) {
            return List.of(new PhoneCodeAdded(byProvider.get(), ByProvider.LIFETIME, false));
        }
        if (code.isPresent()) {
            var issued = code.get();
            return List.of(new PhoneCodeAdded(issued.hash(), issued.lifetime(), isReturned()));
        }
        return List.of();
    }

    /** The events by which the verification of an e-mail address begins. */
    public List<UserEvent> ofEmail() {
        if (isVouched()) {
            return List.of(new EmailVerified());
        }
        if (code.isPresent()) {
            var issued = code.get();
            return List.of(new EmailCodeAdded(issued.hash(), issued.lifetime(), isReturned()));
        }
        return List.of();
    }

    private boolean isReturned() {
        return how == Verification.RETURN_CODE;
    }
}
