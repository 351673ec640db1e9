package org.userphone.api.token;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Makes the rejection of a token that failed a check. */
final class InvalidToken {

    private static final Logger LOG = System.getLogger(InvalidToken.class.getName());

    private InvalidToken() {}

    /**
     * A rejection with {@link Reason#TOKEN_INVALID}. The caller does not learn which check failed;
     * the log says it at level INFO.
     *
     * @param why what is wrong, as a sentence about the token, without its content
     */
    static Rejection because(String why) {
        LOG.log(Level.INFO, "A token is refused: {0}.", why);
        return new Rejection(Reason.TOKEN_INVALID);
    }
}
