package org.userphone.api.dev;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;
import org.userphone.domain.access.OrganisationId;

/** Whether the program runs in development mode, and how. */
@Dependent
public class Development {

    private final Config config;
    private final boolean on;

    /**
     * @throws StartRefused if it does so on an address that other machines may reach
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

    /** With an issuer of somebody's own there is no development mode, whatever the flag says. */
    private void refuseOtherIssuers() {
        if (!required("mp.jwt.verify.issuer").equals("userphone-development")
                || config.getOptionalValue("userphone.issuers", String.class).isPresent()) {
            throw new StartRefused(
                    "Development mode cannot stand beside an issuer of tokens: unset"
                            + " userphone.development.");
        }
    }

    /** Makes this bean, and so stops a start that is to be refused. */
    void start(
            @Observes
                    @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    @Initialized(ApplicationScoped.class)
                    Object application) {}

    boolean isOn() {
        return on;
    }

    /** File of the private key that signs tokens. */
    String keyLocation() {
        return required("userphone.development.key.location");
    }

    String issuer() {
        return required("mp.jwt.verify.issuer");
    }

    /** The first, if there are several. */
    String audience() {
        return first("mp.jwt.verify.audiences");
    }

    /** The organisation of the demo user: the first that is configured. */
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
