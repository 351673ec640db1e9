package org.userphone.api.token;

import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;

/**
 * How people sign in to the console at an issuer: by OpenID Connect, authorization code with PKCE,
 * as a public client. Nothing of it is secret.
 *
 * @param name of the issuer in the settings, by which people choose between several
 * @param issuer its identifier, an http(s) URL below which its metadata is found (OpenID Connect
 *     Discovery 4)
 * @param client the id by which the issuer knows the console
 * @param scope what the console asks for, separated by blanks
 */
public record ConsoleClient(String name, String issuer, String client, String scope) {

    /**
     * The issuers at which people can sign in, in the order of the settings.
     *
     * @throws StartRefused if the settings of an issuer are wrong
     */
    public static List<ConsoleClient> all(Config config) {
        return IssuerSettings.all(config).stream()
                .flatMap(settings -> settings.console().stream())
                .toList();
    }

    static boolean isUrl(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The origin of the issuer (RFC 6454), which a page of the console has to reach. */
    public String origin() {
        var uri = URI.create(issuer);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
