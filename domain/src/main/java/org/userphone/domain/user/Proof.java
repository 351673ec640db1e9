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
 * How one number or address is about to be proved.
 *
 * @param code present if it takes a code
 * @param known whether that is known beforehand, and needs not be sent
 * @param byProvider present if the code is one of a provider
 */
public record Proof(
        Verification how,
        Optional<IssuedCode> code,
        boolean known,
        Optional<ByProvider> byProvider) {

    public Proof(Verification how, Optional<IssuedCode> code, boolean known) {
        this(how, code, known, Optional.empty());
    }

    /** By a code that this provider makes and sends. */
    public static Proof by(String provider) {
        return new Proof(
                Verification.SEND_CODE,
                Optional.empty(),
                false,
                Optional.of(new ByProvider(provider, Optional.empty())));
    }

    public static Proof of(Verification how, Codes codes, UserId user, String address) {
        return new Proof(
                how,
                switch (how) {
                    case SEND_CODE, RETURN_CODE -> Optional.of(codes.issue(user, address));
                    case ALREADY_VERIFIED, NONE -> Optional.empty();
                },
                false);
    }

    /** The code that the caller is to get. */
    public Optional<VerificationCode> returnedCode() {
        return code.filter(issued -> how == Verification.RETURN_CODE).map(IssuedCode::plain);
    }

    /** Whether the caller vouches, and no code is needed. */
    boolean isVouched() {
        return how == Verification.ALREADY_VERIFIED;
    }

    /** The code that is to be sent to the user. */
    public Optional<IssuedCode> sentCode() {
        return code.filter(issued -> how == Verification.SEND_CODE && !known);
    }

    public List<UserEvent> ofPhone() {
        return isVouched()
                ? List.of(new PhoneVerified())
                : code
                        .<UserEvent>map(
                                issued ->
                                        new PhoneCodeAdded(
                                                issued.hash(), issued.lifetime(), isReturned()))
                        .or(
                                () ->
                                        byProvider.map(
                                                origin ->
                                                        new PhoneCodeAdded(
                                                                origin,
                                                                ByProvider.LIFETIME,
                                                                false)))
                        .stream()
                        .toList();
    }

    public List<UserEvent> ofEmail() {
        return isVouched()
                ? List.of(new EmailVerified())
                : code
                        .<UserEvent>map(
                                issued ->
                                        new EmailCodeAdded(
                                                issued.hash(), issued.lifetime(), isReturned()))
                        .stream()
                        .toList();
    }

    private boolean isReturned() {
        return how == Verification.RETURN_CODE;
    }
}
