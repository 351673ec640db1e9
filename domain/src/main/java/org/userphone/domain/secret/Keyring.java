package org.userphone.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A set of secret keys with ids, so that keys can be rotated: the first one encrypts and hashes,
 * all of them decrypt and verify. Each purpose uses a key of its own, derived from the configured
 * one by HMAC-SHA-256, so that no two purposes share a key.
 */
public final class Keyring {

    /** The length of a configured key in bytes. */
    public static final int KEY_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Each thread has one of its own, since to make one costs more than to use it. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Keyring::newCipher);

    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Keyring::newMac);

    private final Map<String, Key> keys;
    private final String first;
    private final RandomGenerator random;

    /** A configured key, and what has been derived from it. */
    private static final class Key {

        private final byte[] bytes;
        private final Map<Purpose, SecretKey> derived = new ConcurrentHashMap<>();

        Key(byte[] bytes) {
            this.bytes = bytes;
        }

        SecretKey of(Purpose purpose) {
            return derived.computeIfAbsent(
                    purpose, it -> secret(mac(secret(bytes), "userphone/" + it)));
        }

        private static SecretKey secret(byte[] bytes) {
            return new SecretKeySpec(bytes, "AES");
        }
    }

    private Keyring(Map<String, Key> keys, RandomGenerator random) {
        this.keys = keys;
        this.first = keys.keySet().iterator().next();
        this.random = random;
    }

    /**
     * Parses keys that are written as {@code id:base64}, separated by commas.
     *
     * @param random must be cryptographically strong: nonces and new keys come from it
     * @throws IllegalArgumentException if there is no key, a key has no id or the id of another
     *     key, or a key does not have {@value #KEY_BYTES} bytes; the message names the id, never
     *     the key
     */
    public static Keyring parse(String text, RandomGenerator random) {
        var keys = new LinkedHashMap<String, Key>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length != 2 || !ID.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("a key is written as id:base64");
            }
            if (keys.put(parts[0], new Key(decode(parts[0], parts[1]))) != null) {
                throw new IllegalArgumentException("two keys have the id " + parts[0]);
            }
        }
        return new Keyring(keys, random);
    }

    private static byte[] decode(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key " + id + " is not base64");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key " + id + " is not of 32 bytes");
        }
        return key;
    }

    /** Makes a random key with a random id, in the form that {@link #read} parses. */
    public String generate() {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX)
                + ":"
                + Base64.getEncoder().encodeToString(key);
    }

    /** A keyring of other keys, which are written as {@link #parse} has it. */
    public Keyring read(String text) {
        return parse(text, random);
    }

    /** The HMAC-SHA-256 of a message, made with the first key. */
    public KeyedHash hash(Purpose purpose, String message) {
        return new KeyedHash(first, hmac(keys.get(first).of(purpose), message));
    }

    /**
     * The values of {@link #hash} by every key, for what is looked up by its hash and may have been
     * stored when another key was the first one.
     */
    public Set<String> hashes(Purpose purpose, String message) {
        return keys.values().stream()
                .map(key -> hmac(key.of(purpose), message))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a hash is the HMAC of a message, compared in constant time. False if the key of the
     * hash is no longer in the keyring.
     */
    public boolean matches(Purpose purpose, String message, KeyedHash hash) {
        var key = keys.get(hash.keyId());
        return key != null
                && MessageDigest.isEqual(
                        hmac(key.of(purpose), message).getBytes(UTF_8),
                        hash.value().getBytes(UTF_8));
    }

    /**
     * Encrypts a text with AES-256-GCM (NIST SP 800-38D) under the first key.
     *
     * @param place what the text belongs to, such as the id of its row; it is authenticated as
     *     associated data, so that the text can be decrypted only for the same place
     */
    public String seal(Purpose purpose, String place, String text) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                cipher(
                        Cipher.ENCRYPT_MODE,
                        keys.get(first).of(purpose),
                        nonce,
                        place,
                        text.getBytes(UTF_8));
        var whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return first + ":" + Base64.getEncoder().encodeToString(whole);
    }

    /** Whether a key with this id is in this keyring. */
    public boolean holds(String id) {
        return keys.containsKey(id);
    }

    /** Whether the key with this id is the one that encrypts and hashes. */
    public boolean isFirst(String id) {
        return first.equals(id);
    }

    /** The ids of all keys, that of the first key first. */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /** The ids of the keys that decrypt and verify only. */
    public List<String> oldIds() {
        return keys.keySet().stream().skip(1).toList();
    }

    /**
     * Encrypts again, under the first key, what any key of this keyring has encrypted.
     *
     * @throws IllegalStateException as {@link #open} does
     */
    public String reseal(Purpose purpose, String place, String sealed) {
        return seal(purpose, place, open(purpose, place, sealed));
    }

    /** Whether the key that sealed a text is in this keyring. */
    public boolean holdsKeyOf(String sealed) {
        return keys.containsKey(sealed.split(":", 2)[0]);
    }

    /**
     * Decrypts a text that {@link #seal} encrypted for the same purpose and place.
     *
     * @throws IllegalStateException if the key is no longer in the keyring, or the text was changed
     *     or belongs to another place
     */
    public String open(Purpose purpose, String place, String sealed) {
        String[] parts = sealed.split(":", 2);
        var key = keys.get(parts[0]);
        if (key == null) {
            throw new IllegalStateException("no key " + parts[0] + " to open what it sealed");
        }
        byte[] whole = bytes(parts);
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(cipher(Cipher.DECRYPT_MODE, key.of(purpose), nonce, place, rest), UTF_8);
    }

    private static byte[] bytes(String[] parts) {
        try {
            byte[] whole = Base64.getDecoder().decode(parts[parts.length - 1]);
            if (parts.length == 2 && whole.length >= NONCE_BYTES + TAG_BITS / 8) {
                return whole;
            }
        } catch (IllegalArgumentException e) {
            throw changed(e);
        }
        throw changed(null);
    }

    private static IllegalStateException changed(Exception cause) {
        return new IllegalStateException("a sealed text was changed or belongs elsewhere", cause);
    }

    private static String hmac(SecretKey key, String message) {
        return Base64.getEncoder().encodeToString(mac(key, message));
    }

    private static byte[] mac(SecretKey key, String message) {
        try {
            var mac = MAC.get();
            mac.init(key);
            return mac.doFinal(message.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of any length is one for HMAC", e);
        }
    }

    private static byte[] cipher(int mode, SecretKey key, byte[] nonce, String place, byte[] text) {
        try {
            var cipher = CIPHER.get();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            throw changed(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key and nonce are those of AES-256-GCM", e);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES/GCM", e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "Keyring" + keys.keySet();
    }
}
