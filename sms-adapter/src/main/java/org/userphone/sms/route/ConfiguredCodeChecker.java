package org.userphone.sms.route;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.userphone.domain.code.CodeChecker;
import org.userphone.domain.code.CodeOrigin.ByProvider;
import org.userphone.sms.Provider;

/** Asks the provider that made a code, whichever of the known providers that is. */
@Dependent
class ConfiguredCodeChecker implements CodeChecker {

    private final KnownProviders providers;

    @Inject
    ConfiguredCodeChecker(KnownProviders providers) {
        this.providers = providers;
    }

    /** {@inheritDoc} No code is right whose provider is not configured any more. */
    @Override
    public boolean isRight(ByProvider origin, String text) {
        var checker = providers.find(origin.provider()).flatMap(Provider::codeChecker);
        return checker.isPresent() && checker.get().isRight(origin, text);
    }
}
