package org.userphone.domain.guard;

import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.Limit;

/**
 * What a count is about: the first word of its key. Behind it stands a keyed hash, or the name of a
 * country or organisation.
 *
 * @see SendCounts
 */
enum CountKey {
    NUMBER(Limit.SMS_TO_NUMBER),
    USER(Limit.SMS_OF_USER),
    ADDRESS(Limit.SMS_FROM_ADDRESS),
    PREFIX(Limit.SMS_TO_PREFIX),
    COUNTRY(Limit.SMS_TO_COUNTRY),
    BUDGET(Limit.SMS_BUDGET),
    GUESSER(Limit.CODES_OF_OTHERS),
    GUESSES_FROM(Limit.CODES_OF_OTHERS),
    SELF(Limit.SELF_CHANGES);

    private final Limit limit;

    CountKey(Limit limit) {
        this.limit = limit;
    }

    Limit limit() {
        return limit;
    }

    /** The key of what is counted by its keyed hash. */
    String hashed(Keyring keys, String value) {
        return named(keys.hash(Purpose.COUNT, named(value)).value());
    }

    /** The key of what is counted by its name. */
    String named(String name) {
        return this + ":" + name;
    }

    /** What stands behind the word of a key of this kind. */
    String rest(String key) {
        return key.substring(name().length() + 1);
    }

    /** What a key is about; empty if it is none of these, such as the lock of a number. */
    static Optional<CountKey> of(String key) {
        return Stream.of(values()).filter(kind -> key.startsWith(kind + ":")).findFirst();
    }
}
