package org.userphone.api.token;

import com.nimbusds.jwt.SignedJWT;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Explanation;
import org.userphone.domain.Rejection.Reason;

/** Makes the rejection of a token that failed a check, and its line in the log. */
final class InvalidToken {

    private static final Logger LOG = System.getLogger(InvalidToken.class.getName());

    /** How much of one claim the log shows. */
    private static final int MAX_SHOWN = 150;

    /** Whoever sends a token must not write lines, or fields of a line, into the log. */
    private static final Pattern NOT_SHOWN = Pattern.compile("[^!-~]");

    private InvalidToken() {}

    /**
     * A rejection with {@link Reason#TOKEN_INVALID}. The caller learns which check failed, but none
     * of the values that the token was held against.
     *
     * @param cause a word in capitals for programs
     * @param why what is wrong, as a sentence about the token, without its content
     */
    static Rejection because(String cause, String why) {
        return new Rejection(
                Reason.TOKEN_INVALID, new Explanation(cause, "The token is refused: " + why));
    }

    /**
     * Logs at level INFO why a token is refused, and by which issuer, for whom and with which key
     * it says it was made. Its subject and its signature are not shown.
     *
     * @param raw the token, if it is of the form of one
     */
    static void log(Rejection refusal, String raw) {
        if (!LOG.isLoggable(Level.INFO)) {
            return;
        }
        Map<String, Object> claims = Map.of();
        String key = null;
        try {
            var token = SignedJWT.parse(raw);
            key = token.getHeader().getKeyID();
            var payload = token.getPayload().toJSONObject();
            claims = payload == null ? claims : payload;
        } catch (ParseException | IllegalArgumentException unreadable) {
            // The reason says so.
        }
        LOG.log(
                Level.INFO,
                "{0}. iss={1} aud={2} kid={3}",
                refusal.explanation().map(Explanation::sentence).orElse(refusal.getMessage()),
                shown(claims.get("iss")),
                shown(claims.get("aud")),
                shown(key));
    }

    private static String shown(Object value) {
        var text = NOT_SHOWN.matcher(String.valueOf(value == null ? "-" : value)).replaceAll("");
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
