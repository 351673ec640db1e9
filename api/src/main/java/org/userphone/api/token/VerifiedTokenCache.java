package org.userphone.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.access.Caller;

/**
 * Tokens whose signature was found good, so that it is not computed again for each of their calls.
 * A token is known by the SHA-256 of all of it and is itself not kept: who cannot show it whole
 * finds nothing, and the time that takes tells nothing of a token that is kept.
 *
 * <p>Only the signature is taken from here; when a token is good and for whom is looked at each
 * time. What was found counts for the very keys that the issuer had then: when they are read anew
 * it is found out again, and so ends with a key that is withdrawn.
 */
final class VerifiedTokenCache {

    /** What is known of a token. */
    record Good(TrustedIssuer issuer, List<VerificationKey> keys, Claims claims, Caller caller) {

        boolean isCurrent() {
            return issuer.ring().keys() == keys;
        }
    }

    private record Hash(long first, long second, long third, long fourth) {

        static Hash of(String token) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
                var bytes = ByteBuffer.wrap(digest);
                return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    private record Entry(Good good, int bytes) {}

    /** Bytes in all, as far as one can say: an estimate that is too high rather than too low. */
    static final long MAX_BYTES = 32L << 20;

    /** What the smallest token takes, so that there are so many of them at most. */
    static final int MIN_ENTRY_BYTES = 2048;

    /** Parsed claims take several times the letters that they are written in. */
    private static final int BYTES_PER_LETTER = 6;

    private final Cache<Hash, Entry> entries =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_BYTES)
                    .weigher((Hash hash, Entry entry) -> entry.bytes())
                    .expireAfterWrite(KeyRing.FRESH)
                    // No thread of its own, which would outlive the application.
                    .executor(Runnable::run)
                    .build();

    Optional<Good> find(String token) {
        return Optional.ofNullable(entries.getIfPresent(Hash.of(token)))
                .map(Entry::good)
                .filter(Good::isCurrent);
    }

    /**
     * @param good what was found out about it, after every check
     */
    void keep(String token, Good good) {
        int bytes = MIN_ENTRY_BYTES + BYTES_PER_LETTER * token.length();
        entries.put(Hash.of(token), new Entry(good, bytes));
    }

    /** How many are kept. */
    long count() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
