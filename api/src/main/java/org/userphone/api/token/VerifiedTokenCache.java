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
 * Remembers tokens whose signature was right, so that the signature is not computed again in each
 * call with the same token. An entry is found by the SHA-256 of the whole token; the token itself
 * is not kept. How long a search takes therefore tells nothing about a remembered token.
 *
 * <p>Only the result of the signature check is remembered: the times in a token and its audience
 * are checked in every call. An entry is valid as long as the issuer's keys are those with which
 * the signature was checked. Once the keys were read again the signature is checked again, so a
 * token is refused as soon as its key is withdrawn.
 */
final class VerifiedTokenCache {

    /**
     * A token whose signature was right.
     *
     * @param keys all keys that the issuer had when the signature was checked
     */
    record Verified(
            TrustedIssuer issuer,
            List<VerificationKey> keys,
            Claims claims,
            Caller caller,
            RoleClaim roles,
            Optional<IdentityClaims> identity) {

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

    private record Entry(Verified verified, int bytes) {}

    /** Bytes of memory that all entries may take, by an estimate that is rather too high. */
    static final long MAX_BYTES = 32L << 20;

    /** Bytes that are counted for the smallest token, which limits the number of entries. */
    static final int MIN_ENTRY_BYTES = 2048;

    /** Parsed claims take more memory than the text of the token. */
    private static final int BYTES_PER_CHARACTER = 6;

    private final Cache<Hash, Entry> entries =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_BYTES)
                    .weigher((Hash hash, Entry entry) -> entry.bytes())
                    .expireAfterWrite(KeyRing.REFRESH_INTERVAL)
                    // A thread of the cache would outlive the application.
                    .executor(Runnable::run)
                    .build();

    /** The entry of a token; empty if there is none that is still valid. */
    Optional<Verified> find(String token) {
        return Optional.ofNullable(entries.getIfPresent(Hash.of(token)))
                .map(Entry::verified)
                .filter(Verified::isCurrent);
    }

    /** Adds the entry of a token that passed every check. */
    void put(String token, Verified verified) {
        int bytes = MIN_ENTRY_BYTES + BYTES_PER_CHARACTER * token.length();
        entries.put(Hash.of(token), new Entry(verified, bytes));
    }

    /** The number of entries. */
    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
