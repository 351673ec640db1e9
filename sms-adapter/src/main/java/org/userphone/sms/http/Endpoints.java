package org.userphone.sms.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;
import org.userphone.sms.SettingValues;

/**
 * The endpoints of operators that messages may be sent to, as far as a URL tells. It does not tell
 * the address that the name of a host has when something is sent; {@link GuardedPost} checks that.
 *
 * @param networks where endpoints may be; they may do without TLS if these are all networks
 */
public record Endpoints(Networks networks) {

    private static final String ADDRESS = "[0-9.]+|.*:.*";
    private static final String LOCAL_NAME = "(?i)(.*[.])?localhost[.]?";

    /**
     * The endpoints that the program's settings allow.
     *
     * @throws StartRefused if the setting userphone.sms.webhook.private is neither true nor false
     */
    public static Endpoints configured(Settings settings) {
        return new Endpoints(
                settings.read("userphone.sms.webhook.private", SettingValues::trueOrFalse)
                        ? Networks.ALL
                        : Networks.PUBLIC);
    }

    /**
     * Reads the URL of an endpoint, whatever its host is.
     *
     * @throws IllegalArgumentException if it is no such URL, or lacks the TLS that it needs
     */
    public URI url(String text) {
        return networks == Networks.ALL ? Urls.http(text) : Urls.https(text);
    }

    /** Whether the text is the URL of an endpoint, and its host may be in one of the networks. */
    public boolean allows(String text) {
        try {
            var host = url(text).getHost();
            return networks == Networks.ALL || isPublic(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPublic(String host) {
        var bare = host.replaceAll("[\\[\\]]", "");
        if (!bare.matches(ADDRESS)) {
            return !bare.matches(LOCAL_NAME);
        }
        try { // an address is not looked up
            return Networks.PUBLIC.test(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
