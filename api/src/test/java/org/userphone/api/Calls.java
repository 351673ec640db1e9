package org.userphone.api;

import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.user.ReadUser;

/** The calls on a domain in memory. */
final class Calls {

    private Calls() {}

    static UserCalls of(InMemoryDomain domain) {
        return new UserCalls(
                domain.setPhone,
                domain.verifyPhone,
                domain.resendPhoneCode,
                domain.removePhone,
                domain.addHuman,
                domain.addMachine,
                domain.deleteUser,
                new ReadUser(domain.users),
                domain.listUsers,
                domain.updateHuman,
                domain.verifyEmail,
                domain.changeUserState);
    }
}
