package org.userphone.api.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.access.ClientAddress;

/** 10.0.0.0/8 and the link 2001:db8:a::/48 are of our own proxies. */
class ClientAddressesTest {

    private static final String PROXY = "10.0.0.1";

    private final ClientAddresses addresses =
            new ClientAddresses(
                    ClientAddresses.networks("10.0.0.0/8, 2001:db8:a::/48"), true, false);

    @Test
    void whoIsNoTrustedProxySpeaksForItself() {
        assertThat(client("192.0.2.9", "for=198.51.100.1", "198.51.100.1")).isEqualTo("192.0.2.9");
        assertThat(client("11.0.0.1", "for=198.51.100.1", "198.51.100.1")).isEqualTo("11.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "192.0.2.9, none, none",
                "192.0.2.9, 198.51.100.1, none",
                "10.0.0.1, none, none",
                "10.0.0.1, 198.51.100.1, 198.51.100.1",
                "10.0.0.1, '198.51.100.1, 192.0.2.9', 192.0.2.9",
                "10.0.0.1, 10.2.2.2, none",
            })
    void theEndUserIsWhomATrustedProxyNames(String peer, String header, String endUser) {
        assertThat(endUser(addresses, peer, header)).isEqualTo(Optional.ofNullable(endUser));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "192.0.2.9, none, none",
                "192.0.2.9, 198.51.100.1, 198.51.100.1",
                "192.0.2.9, '1.2.3.4, 198.51.100.1', 198.51.100.1",
                "192.0.2.9, nonsense, none",
                "10.0.0.1, 192.0.2.9, none",
                "10.0.0.1, '198.51.100.1, 192.0.2.9', 198.51.100.1",
                "10.0.0.1, '198.51.100.1, 192.0.2.9, 10.2.2.2', 198.51.100.1",
            })
    void theEndUserIsWhomACallerNamesIfCallersMayForward(
            String peer, String header, String endUser) {
        var forwarding = new ClientAddresses(ClientAddresses.networks("10.0.0.0/8"), true, true);

        assertThat(endUser(forwarding, peer, header)).isEqualTo(Optional.ofNullable(endUser));
        assertThat(forwarding.origin(peer, headers(header)).address())
                .isEqualTo(addresses.origin(peer, headers(header)).address());
    }

    private static Optional<String> endUser(ClientAddresses addresses, String peer, String header) {
        return addresses.origin(peer, headers(header)).endUser().map(ClientAddress::text);
    }

    private static Function<String, List<String>> headers(String header) {
        return name ->
                name.equals("x-forwarded-for") ? Stream.ofNullable(header).toList() : List.of();
    }

    @Test
    void aTrustedProxyThatSaysNothingIsTheClient() {
        assertThat(addresses.client(PROXY, name -> List.of()).address().text()).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=198.51.100.1                                  | 198.51.100.1",
                "For=198.51.100.1;proto=https;by=203.0.113.43      | 198.51.100.1",
                "proto=http;for=\"198.51.100.1:4711\"              | 198.51.100.1",
                "for=\"[2001:db8:1:2::9]\"                         | 2001:db8:1:2:0:0:0:0/64",
                "for=\"[2001:db8:1:2::9]:80\"                      | 2001:db8:1:2:0:0:0:0/64",
                "for=\"[::ffff:198.51.100.1]\"                     | 198.51.100.1",
                "for=1.2.3.4, for=198.51.100.1                     | 198.51.100.1",
                "for=1.2.3.4, for=198.51.100.1, for=10.9.9.9       | 198.51.100.1",
                "for=198.51.100.1, for=\"[2001:db8:a::1]\"         | 198.51.100.1",
                "for=10.1.1.1, for=10.2.2.2                        | 10.1.1.1",
                "for=unknown, for=198.51.100.1                     | 198.51.100.1",
                "for=1.2.3.4, for=unknown                          | 10.0.0.1",
                "for=1.2.3.4, for=_hidden, for=10.2.2.2            | 10.0.0.1",
                "for=1.2.3.4, proto=https                          | 10.0.0.1",
                "for=example.com                                   | 10.0.0.1",
                "for=1.2.3.400                                     | 10.0.0.1",
                "for=\"1.2.3.4, for=198.51.100.1                    | 10.0.0.1",
                "for=9.9.9.9;by=\", for=198.51.100.1;by=\"x\"       | 10.0.0.1",
                "for=\"\\\", for=1.2.3.4, for=\", for=198.51.100.1   | 10.0.0.1",
                "for=198.51.100.1,                                 | 10.0.0.1",
                "198.51.100.1                                      | 10.0.0.1"
            })
    void forwardedIsBelievedFromItsEndAsFarAsProxiesAreOurs(String header, String client) {
        assertThat(client(PROXY, header, null)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1                       | 198.51.100.1",
                "198.51.100.1:4711                  | 198.51.100.1",
                "2001:db8:1:2::9                    | 2001:db8:1:2:0:0:0:0/64",
                "[2001:db8:1:2::9]:80               | 2001:db8:1:2:0:0:0:0/64",
                "1.2.3.4, 198.51.100.1              | 198.51.100.1",
                "1.2.3.4,198.51.100.1 , 10.9.9.9    | 198.51.100.1",
                "garbage, 198.51.100.1              | 198.51.100.1",
                "1.2.3.4, unknown                   | 10.0.0.1",
                "1.2.3.4,                           | 10.0.0.1",
                "0300.1.1.1                         | 10.0.0.1",
                "localhost                          | 10.0.0.1"
            })
    void xForwardedForIsBelievedInTheSameWay(String header, String client) {
        assertThat(client(PROXY, null, header)).isEqualTo(client);
    }

    @Test
    void aLongHeaderIsReadToItsEnd() {
        var padded = "for=\"" + "a".repeat(100_000) + "\", for=198.51.100.1";

        assertThat(client(PROXY, padded, null)).isEqualTo("198.51.100.1");
    }

    @Test
    void headersThatComeSeveralTimesAreOneList() {
        var headers = List.of("1.2.3.4", "198.51.100.1", "10.1.1.1");

        assertThat(
                        addresses
                                .client(PROXY, name -> name.startsWith("x-") ? headers : List.of())
                                .address()
                                .text())
                .isEqualTo("198.51.100.1");
    }

    @Test
    void twoHeadersMustSayTheSame() {
        assertThat(client(PROXY, "for=198.51.100.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(client(PROXY, "for=1.2.3.4", "198.51.100.1")).isEqualTo(PROXY);
        assertThat(client(PROXY, "nonsense", "198.51.100.1")).isEqualTo(PROXY);
    }

    @Test
    void allWhoAreUnknownCountAsOne() {
        assertThat(addresses.client("", name -> List.of()))
                .isEqualTo(addresses.client("?", n -> List.of()));
        assertThat(client("fe80:0:0:0:1:2:3:4%eth0", null, null))
                .isEqualTo("fe80:0:0:0:0:0:0:0/64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0/8", "example.com/8", "::1/129", ""})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientAddresses.networks(text));
    }

    private String client(String peer, String forwarded, String older) {
        var headers =
                Map.of(
                        "forwarded", Stream.ofNullable(forwarded).toList(),
                        "x-forwarded-for", Stream.ofNullable(older).toList());
        return addresses.client(peer, headers::get).address().text();
    }
}
