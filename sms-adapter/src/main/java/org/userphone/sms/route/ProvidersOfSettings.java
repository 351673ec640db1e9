package org.userphone.sms.route;

import java.util.List;
import java.util.Optional;
import org.userphone.domain.StartRefused;
import org.userphone.domain.provider.RoutedProvider;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.sms.Inbox;
import org.userphone.sms.Provider;

/**
 * The providers that the program's settings name, in the order in which they are asked; in
 * development mode without any, the inbox.
 */
record ProvidersOfSettings(List<Provider> providers, RouteSettings routes) {

    /**
     * @throws StartRefused if the routes are no such list, or name another provider
     */
    static ProvidersOfSettings read(Settings settings, ProviderTypes types, Inbox inbox) {
        boolean hasInbox =
                types.ofSettings().isEmpty()
                        && settings.read("userphone.development", Boolean::valueOf);
        var providers = hasInbox ? List.<Provider>of(new InboxProvider(inbox)) : types.ofSettings();
        return new ProvidersOfSettings(
                providers,
                RouteSettings.read(settings, providers.stream().map(Provider::name).toList()));
    }

    Optional<Provider> find(String name) {
        return providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    List<RoutedProvider> routed() {
        return providers.stream()
                .map(one -> new RoutedProvider(one.name(), routes.of(one.name())))
                .toList();
    }
}
