package org.userphone.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartChecked;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.ProviderGateway;

/**
 * Ends the start before any work begins, if it was asked for only to find out whether the program
 * can start. By then settings, keys and tables have been looked at; here follows what a start does
 * not wait for, because it may come back later: issuers and providers.
 */
@Dependent
public class StartCheck {

    /** The system property by which the launcher asks for a check. */
    private static final String ASKED = "org.userphone.check";

    private static final String FINE =
            "Settings, keys, database, issuers and providers are as they should be.";

    /**
     * @throws StartRefused if a check is asked for and something is wrong, with a line for each
     * @throws StartChecked if a check is asked for and nothing is wrong
     */
    void check(
            @Observes @Priority(ApplicationStart.BEANS) ApplicationStart start,
            TokenVerifier verifier,
            Instance<ProviderGateway> gateway) {
        if (!Boolean.getBoolean(ASKED)) {
            return;
        }
        var problems = new ArrayList<>(verifier.problems());
        problems.addAll(gateway.get().problems());
        if (!problems.isEmpty()) {
            throw new StartRefused(String.join(System.lineSeparator(), problems));
        }
        var lines = new ArrayList<>(start.findings());
        lines.add(FINE);
        throw new StartChecked(String.join(System.lineSeparator(), lines));
    }
}
