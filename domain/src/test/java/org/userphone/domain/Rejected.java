package org.userphone.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.userphone.domain.Rejection.Reason;

/** Asserts that something is refused for the right reason. */
public final class Rejected {

    private Rejected() {}

    public static void assertRejected(Reason reason, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOf(Rejection.class)
                .extracting(no -> ((Rejection) no).reason())
                .isEqualTo(reason);
    }
}
