package org.userphone.api.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of an issuer as this node has them.
 *
 * @param readAt when they were read; empty if they never were
 * @param failure the last time that they could not be read; empty if they always could
 */
public record KeyState(List<Key> keys, Optional<Instant> readAt, Optional<KeyFailure> failure) {

    /**
     * @param id the {@code kid}; empty if it has none
     * @param algorithms those whose signatures it can check, by their names in JWA
     */
    public record Key(String id, List<String> algorithms) {}
}
