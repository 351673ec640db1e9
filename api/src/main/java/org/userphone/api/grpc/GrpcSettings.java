package org.userphone.api.grpc;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.File;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.userphone.domain.StartRefused;
import org.userphone.domain.settings.Settings;

/**
 * The settings of the gRPC server.
 *
 * @param address where it listens
 * @param tls the files of TLS; without them the connections are not encrypted
 * @param maxMetadata bytes of a call's metadata, as HTTP/2 counts them (RFC 9113 section 6.5.2)
 * @param requestDeadline how long a request may take until it is whole
 * @param connections how many there may be, 1 or more
 * @param connectionsPerAddress how many of these one client address may have, 1 or more
 * @param streams how many calls of one connection may be open, 1 or more
 * @param reflection whether tools may ask for the contract
 * @param grace how long it waits for calls in flight when it stops
 */
record GrpcSettings(
        InetSocketAddress address,
        Optional<Tls> tls,
        int maxMetadata,
        Duration requestDeadline,
        int connections,
        int connectionsPerAddress,
        int streams,
        boolean reflection,
        Duration grace) {

    /**
     * Two PEM files, which are read again within a minute after they have changed.
     *
     * @param certificates the chain of certificates, the server's own first
     * @param key the private key of the server, in PKCS 8, not encrypted
     */
    record Tls(File certificates, File key) {}

    /** Reads the settings. */
    @Dependent
    static class Producer {

        /**
         * @throws StartRefused if a setting is wrong, or only one of the two files is set
         */
        @Produces
        @Singleton
        GrpcSettings read(Settings settings, Config config) {
            var host = settings.read("userphone.grpc.address", text -> text);
            var address =
                    settings.read(
                            "userphone.grpc.port",
                            text -> new InetSocketAddress(host, Integer.parseInt(text)));
            if (address.isUnresolved()) {
                throw new StartRefused(
                        "The setting userphone.grpc.address is wrong: " + host + " is unknown.");
            }
            return new GrpcSettings(
                    address,
                    tls(config),
                    settings.read("userphone.headers.max", Integer::parseInt),
                    settings.read("userphone.request.deadline", Producer::positiveSpan),
                    settings.read("userphone.grpc.connections", Producer::positive),
                    settings.read("userphone.grpc.connections.address", Producer::positive),
                    settings.read("userphone.grpc.streams", Producer::positive),
                    flag(config, "userphone.development")
                            || flag(config, "userphone.grpc.reflection"),
                    settings.read("userphone.stop.grace", Duration::parse));
        }

        private static boolean flag(Config config, String key) {
            return config.getOptionalValue(key, Boolean.class).orElse(false);
        }

        private static int positive(String text) {
            int number = Integer.parseInt(text);
            if (number < 1) {
                throw new IllegalArgumentException("it must be 1 or more");
            }
            return number;
        }

        private static Duration positiveSpan(String text) {
            var span = Duration.parse(text);
            if (span.isNegative() || span.isZero()) {
                throw new IllegalArgumentException("it must be positive");
            }
            return span;
        }

        private static Optional<Tls> tls(Config config) {
            var certificates = file(config, "userphone.grpc.tls.certificates");
            var key = file(config, "userphone.grpc.tls.key");
            if (certificates.isPresent() != key.isPresent()) {
                throw new StartRefused(
                        "The settings userphone.grpc.tls.certificates and userphone.grpc.tls.key"
                                + " belong together: set both or none.");
            }
            return certificates.map(file -> new Tls(file, key.orElseThrow()));
        }

        private static Optional<File> file(Config config, String key) {
            return config.getOptionalValue(key, String.class).map(File::new);
        }
    }

    /** The refusal to start with TLS files that cannot be used. */
    static StartRefused unusable(Exception why) {
        return new StartRefused(
                "The files of userphone.grpc.tls.* cannot be used: " + why.getMessage() + ".", why);
    }
}
