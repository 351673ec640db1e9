package org.userphone.domain.account;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;
import org.userphone.domain.account.EnterPhoneCode.Judgement;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.code.CodePolicy;
import org.userphone.domain.user.User;

/**
 * Verifies the number of a user by the code that was sent to it (protocol section 2.6). If an SMS
 * provider made the code, the provider is asked between two transactions, and none is open
 * meanwhile. If the provider does not answer, nothing is recorded.
 */
@UseCase
public class VerifyPhone {

    private final EnterPhoneCode enter;
    private final CodeChecker checker;

    @Inject
    public VerifyPhone(EnterPhoneCode enter, CodeChecker checker) {
        this.enter = enter;
        this.checker = checker;
    }

    /**
     * @throws Rejection with {@link Reason#PHONE_USER_NOT_FOUND}, {@link Reason#TOO_MANY_ATTEMPTS},
     *     {@link Reason#CODE_INVALID} or {@link Reason#CODE_CHECK_UNAVAILABLE}
     */
    @Transactional(NOT_SUPPORTED)
    public User verify(Caller caller, UserId id, String code) {
        var entered = enter.enter(caller, id, code);
        if (entered.toBeChecked().isEmpty()) {
            return entered.user();
        }
        var pending = entered.toBeChecked().get();
        boolean isRight =
                checker.isRight(pending.checkedBy().orElseThrow(), CodePolicy.typed(code));
        return enter.enter(caller, id, code, new Judgement(pending, isRight)).user();
    }
}
