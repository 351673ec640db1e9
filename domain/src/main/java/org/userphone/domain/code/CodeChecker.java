package org.userphone.domain.code;

import org.userphone.domain.Rejection;
import org.userphone.domain.code.CodeOrigin.ByProvider;

/**
 * Asks providers whether entered codes are the ones that they made. It is called outside any
 * transaction.
 */
public interface CodeChecker {

    /**
     * Whether the text is the code that the provider made and sent.
     *
     * @throws Rejection with {@link Rejection.Reason#CODE_CHECK_UNAVAILABLE} if the provider gives
     *     no answer
     */
    boolean isRight(ByProvider origin, String text);
}
