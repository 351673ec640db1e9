package org.userphone.api.dev;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationId;

/** Tells whether the program runs in development mode, and its settings if so. */
@Dependent
public class Development {

    private final Config config;
    private final boolean on;

    /**
     * @throws StartRefused if development mode is on, and either other machines can reach an
     *     address that the program listens on, or an issuer of tokens is configured
     */
    @Inject
    public Development(Config config) {
        this.config = config;
        this.on = config.getOptionalValue("userphone.development", Boolean.class).orElse(false);
        if (on) {
            requireLoopback("userphone.http.address");
            requireLoopback("userphone.grpc.address");
            refuseOtherIssuers();
        }
    }

    private void requireLoopback(String key) {
        if (!isLoopback(required(key))) {
            throw new StartRefused(
                    "Development mode gives everybody a token, so "
                            + key
                            + " must be a loopback address such as 127.0.0.1.");
        }
    }

    /** An operator who configured an issuer does not want tokens that anybody can get. */
    private void refuseOtherIssuers() {
        if (!required("mp.jwt.verify.issuer").equals("userphone-development")
                || config.getOptionalValue("userphone.issuers", String.class).isPresent()) {
            throw new StartRefused(
                    "Development mode cannot stand beside an issuer of tokens: unset"
                            + " userphone.development.");
        }
    }

    /** Has this bean made when the application starts, so that a wrong setting stops the start. */
    void start(@Observes @Priority(ApplicationStart.SETTINGS) ApplicationStart start) {}

    /** Whether the program runs in development mode. */
    public boolean isOn() {
        return on;
    }

    /** The path of the file of the private key that signs tokens. */
    String keyLocation() {
        return required("userphone.development.key.location");
    }

    String issuer() {
        return required("mp.jwt.verify.issuer");
    }

    /** The audience that tokens get: the first one that is configured. */
    String audience() {
        return first("mp.jwt.verify.audiences");
    }

    /** The organisation of the demo user: the first one that is configured. */
    OrganisationId organisation() {
        return new OrganisationId(first("userphone.organisations"));
    }

    String dataFolder() {
        return required("userphone.data");
    }

    private String first(String key) {
        return required(key).split(",")[0].strip();
    }

    private String required(String key) {
        return config.getOptionalValue(key, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () -> new StartRefused("Development mode needs the setting " + key + "."));
    }

    static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
