package org.userphone.sms;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.sms.CallbackReader;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.SmsSender;

/**
 * A provider of SMS as it is configured. Two providers that are configured alike are equal, and
 * none shows a secret when it is printed.
 */
public interface Provider {

    /** The name that the configuration gives it, or its id in the database. */
    String name();

    /**
     * A new sender, which sends by this provider.
     *
     * @param receipts takes over the receipts that come on a connection of the sender's own, and
     *     returns when they are recorded; otherwise it throws an exception
     */
    SmsSender sender(Clock clock, Consumer<List<Receipt>> receipts);

    /**
     * Tries, without sending anything, whether the provider can be reached and takes our
     * credentials, as far as it tells. This may take seconds.
     *
     * @return a few words about what is wrong, none of which is secret; empty if nothing is
     */
    default Optional<String> problem(Clock clock) {
        return Optional.empty();
    }

    /** Reads the receipts that this provider sends by HTTP; empty if it sends none. */
    default Optional<CallbackReader> callbacks(Clock clock) {
        return Optional.empty();
    }

    /** Checks the codes that this provider has made; empty if it makes none. */
    default Optional<CodeChecker> codeChecker() {
        return Optional.empty();
    }
}
