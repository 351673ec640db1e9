package org.userphone.ear;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console with people who sign in at Keycloak, as it is released, in Chromium. */
@Tag("servers")
class KeycloakIT {

    @TempDir private Path folder;

    @Test
    void peopleSignInAtKeycloak() throws Exception {
        Chromium.assumeInstalled();
        var ports = FreePorts.find(3);
        var base = "http://127.0.0.1:" + ports.get(0);
        try (var keycloak = Keycloak.start(base + "/console/", ports.get(1), ports.get(2), folder);
                var program = Program.start(folder, settings(keycloak, ports.get(0)))) {
            Chromium.test(
                    "console.keycloak.test.js",
                    program,
                    folder,
                    Map.of("ISSUER", keycloak.issuer()));
            LogSearch.assertClean(program);
        }
    }

    /** Those of docs/connect.md and docs/console.md. */
    private static Map<String, String> settings(Keycloak keycloak, int port) {
        var settings = new HashMap<>(new Issuer().settings());
        settings.remove("MP_JWT_VERIFY_PUBLICKEY");
        settings.remove("MP_JWT_VERIFY_PUBLICKEY_ALGORITHM");
        settings.put("MP_JWT_VERIFY_ISSUER", keycloak.issuer());
        settings.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                keycloak.issuer() + "/protocol/openid-connect/certs");
        settings.put("MP_JWT_VERIFY_CLOCK_SKEW", "0");
        settings.put("USERPHONE_ISSUER_DEFAULT_ROLES", "realm_access/roles");
        settings.put("USERPHONE_ISSUER_DEFAULT_ORGANISATION_CLAIM", "organisation");
        settings.put("USERPHONE_CONSOLE_CLIENT", "userphone-console");
        settings.put("USERPHONE_HTTP_PORT", Integer.toString(port));
        return settings;
    }
}
