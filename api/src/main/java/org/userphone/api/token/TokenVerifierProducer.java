package org.userphone.api.token;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Makes the one {@link TokenVerifier} of the application from its settings. */
@Dependent
class TokenVerifierProducer {

    @Produces
    @Singleton
    TokenVerifier verifier(Config config, Clock clock, KeyReaders readers) {
        return new TokenVerifier(config, clock, readers);
    }
}
