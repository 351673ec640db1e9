package org.userphone.api.dev;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {

    private final Map<String, String> headers = new HashMap<>(Map.of("Host", "localhost:8080"));
    private int port = 8080;

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080"})
    void aProgramOnThisMachineMayAsk(String host) {
        headers.put("Host", host);

        assertThat(holds()).isTrue();
    }

    @Test
    void aHostWithoutPortMeansTheUsualOne() {
        headers.put("Host", "localhost");
        port = 80;

        assertThat(holds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "localhost.evil.example:8080",
                "127.0.0.1.evil.example:8080",
                "localhost:8081",
                "localhost",
                "localhost:8080@evil.example",
                "10.0.0.1:8080",
                "[::2]:8080",
                ""
            })
    void aNameThatIsNotOursIsRefused(String host) {
        headers.put("Host", host);

        assertThat(holds()).isFalse();
    }

    @Test
    void aRequestThatNamesNoHostIsRefused() {
        headers.remove("Host");

        assertThat(holds()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:3000", "https://localhost:8080", "null", "http://evil"})
    void aPageOfAnotherOriginIsRefused(String origin) {
        headers.put("Origin", origin);

        assertThat(holds()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "something-new"})
    void aPageOfAnotherSiteOrPortIsRefused(String site) {
        headers.put("Sec-Fetch-Site", site);

        assertThat(holds()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void ourOwnPagesAndTheAddressBarMayAsk(String site) {
        headers.put("Sec-Fetch-Site", site);
        headers.put("Origin", "http://localhost:8080");

        assertThat(holds()).isTrue();
    }

    private boolean holds() {
        return SameOrigin.holds(
                (HttpServletRequest)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {HttpServletRequest.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "getHeader" -> headers.get(arguments[0]);
                                            case "getLocalPort" -> port;
                                            default ->
                                                    throw new UnsupportedOperationException(
                                                            method.getName());
                                        }));
    }
}
