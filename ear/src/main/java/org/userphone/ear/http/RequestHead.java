package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The head of one HTTP/1 request, read line by line as its bytes come, and strictly (RFC 9112): of
 * what two readers could take for requests of different lengths, nothing passes (section 11.2).
 */
final class RequestHead {

    /** As many as the server takes. */
    private static final int MAX_FIELDS = 100;

    /** Digits of the longest length that is a number here. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private static final String VERSION_1_1 = "HTTP/1.1";
    private static final String VERSION_1_0 = "HTTP/1.0";

    /** Of these the body, the answer or both have no bounds, and come bit by bit. */
    private static final Set<String> STREAMS =
            Set.of("/userphone/v1/users/_import", "/userphone/v1/users/_export");

    private static final byte[] IGNORED = "ignored".getBytes(US_ASCII);

    private final int limit;

    /** Bytes from the start of the request: read so far, and up to the line that is incomplete. */
    private int scanned;

    private int line;

    private boolean isStarted;
    private boolean isWhole;
    private boolean isVersion11;
    private boolean isTrace;
    private boolean isStream;
    private boolean isChunked;
    private boolean isExpecting;
    private boolean isClosing;
    private boolean isKeptAlive;
    private int fields;
    private int hosts;
    private int expectations;
    private int transferEncodings;
    private int contentLengths;
    private long contentLength;

    /**
     * @param limit bytes of the longest head
     */
    RequestHead(int limit) {
        this.limit = limit;
    }

    /**
     * Reads on, and takes the request for an upgrade away: the server would forget over it where
     * the request ends, and has no protocol to change to.
     *
     * @param start index of the first byte of the request
     * @param end index after the last byte that has come
     * @return whether the head is whole
     */
    boolean read(byte[] bytes, int start, int end) throws RequestRefused {
        if (!isStarted && Octets.endOfToken(bytes, start, start + 1) == start) {
            throw bad();
        }
        while (!isWhole) {
            int feed = Octets.find('\n', bytes, start + scanned, end);
            scanned = feed - start;
            if (scanned >= limit) {
                throw new RequestRefused(Refusal.HEAD_TOO_LARGE);
            }
            if (feed == end) {
                return false;
            }
            if (scanned == line || bytes[feed - 1] != '\r') {
                throw bad();
            }
            line(bytes, start + line, feed - 1);
            scanned++;
            line = scanned;
        }
        return true;
    }

    private void line(byte[] bytes, int from, int to) throws RequestRefused {
        if (!isStarted) {
            isStarted = true;
            requestLine(bytes, from, to);
        } else if (from == to) {
            isWhole = true;
            checkFraming();
        } else {
            field(bytes, from, to);
        }
    }

    private void requestLine(byte[] bytes, int from, int to) throws RequestRefused {
        int method = Octets.endOfToken(bytes, from, to);
        int target = Octets.find(' ', bytes, Math.min(method + 1, to), to);
        int version = Math.min(target + 1, to);
        isVersion11 = new String(bytes, version, to - version, ISO_8859_1).equals(VERSION_1_1);
        isTrace = Octets.equal("TRACE", bytes, from, method);
        if (Octets.find(' ', bytes, from, to) != method
                // Of these the server takes all that follows for their body.
                || Octets.equal("CONNECT", bytes, from, method)
                || Octets.equal("PRI", bytes, from, method)
                || !isTarget(bytes, from, method, target)
                || !isVersion11
                        && !new String(bytes, version, to - version, ISO_8859_1)
                                .equals(VERSION_1_0)) {
            throw bad();
        }
        isStream = isStream(bytes, method + 1, target);
    }

    private static boolean isStream(byte[] bytes, int from, int to) {
        int path = Math.min(to, Octets.find('?', bytes, from, to));
        return STREAMS.contains(new String(bytes, from, path - from, ISO_8859_1));
    }

    /** A path, an address with a host, or the asterisk of OPTIONS (RFC 9112 section 3.2). */
    private static boolean isTarget(byte[] bytes, int line, int method, int end) {
        int from = method + 1;
        if (from >= end || !Octets.isTarget(bytes, from, end)) {
            return false;
        }
        if (bytes[from] == '/') {
            return true;
        }
        if (Octets.equal("*", bytes, from, end)) {
            return Octets.equal("OPTIONS", bytes, line, method);
        }
        return Stream.of("http://", "https://")
                .filter(scheme -> Octets.startsWith(scheme, bytes, from, end))
                .mapToInt(scheme -> from + scheme.length())
                .anyMatch(host -> host < end && bytes[host] != '/' && bytes[host] != '?');
    }

    private void field(byte[] bytes, int from, int to) throws RequestRefused {
        int colon = Octets.endOfToken(bytes, from, to);
        if (colon == from
                || colon == to
                || bytes[colon] != ':'
                || !Octets.isValue(bytes, colon + 1, to)) {
            throw bad();
        }
        fields++;
        if (fields > MAX_FIELDS) {
            throw new RequestRefused(Refusal.HEAD_TOO_LARGE);
        }
        // Few fields matter here, and the length of their names tells them from most others.
        switch (colon - from) {
            case 4, 6, 10, 14, 17 ->
                    known(new String(bytes, from, colon - from, US_ASCII), bytes, colon + 1, to);
            case 7 -> hideUpgrade(bytes, from, colon);
            default -> {}
        }
    }

    private static void hideUpgrade(byte[] bytes, int from, int colon) {
        if (Octets.equal("upgrade", bytes, from, colon)) {
            System.arraycopy(IGNORED, 0, bytes, from, IGNORED.length);
        }
    }

    private void known(String name, byte[] bytes, int from, int to) throws RequestRefused {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "host" -> host(value(bytes, from, to));
            case "expect" -> expect(value(bytes, from, to));
            case "connection" -> connection(new String(bytes, from, to - from, ISO_8859_1));
            case "content-length" -> contentLength(value(bytes, from, to));
            case "transfer-encoding" -> transferEncoding(value(bytes, from, to));
            default -> {}
        }
    }

    /** Without a tabulator, which the server takes for a part of the value. */
    private static String value(byte[] bytes, int from, int to) throws RequestRefused {
        if (Octets.find('\t', bytes, from, to) < to) {
            throw bad();
        }
        return new String(bytes, from, to - from, ISO_8859_1).strip();
    }

    private void host(String host) throws RequestRefused {
        hosts++;
        if (!Octets.isHost(host.getBytes(ISO_8859_1), 0, host.length())) {
            throw bad();
        }
    }

    private void expect(String expectation) {
        expectations++;
        isExpecting = expectation.equalsIgnoreCase("100-continue");
    }

    private void connection(String options) {
        for (var option : options.split(",")) {
            isClosing |= option.strip().equalsIgnoreCase("close");
            isKeptAlive |= option.strip().equalsIgnoreCase("keep-alive");
        }
    }

    private void contentLength(String digits) throws RequestRefused {
        contentLengths++;
        boolean isNumber = digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (digits.isEmpty() || digits.length() > MAX_LENGTH_DIGITS || !isNumber) {
            throw bad();
        }
        contentLength = Long.parseLong(digits);
    }

    private void transferEncoding(String coding) {
        transferEncodings++;
        isChunked = coding.equalsIgnoreCase("chunked");
    }

    /** RFC 9112 sections 3.2 and 6. */
    private void checkFraming() throws RequestRefused {
        boolean isHosted = isVersion11 ? hosts == 1 : hosts <= 1;
        boolean isCoded = isVersion11 && transferEncodings == 1 && isChunked && contentLengths == 0;
        boolean isFramed = transferEncodings == 0 ? contentLengths <= 1 : isCoded;
        boolean isExpectable = !isVersion11 || expectations == (isExpecting ? 1 : 0);
        // The server takes what a TRACE holds for the next request.
        boolean isTraceable = !isTrace || !isChunked && contentLength == 0;
        if (!isHosted || !isFramed || !isExpectable || !isTraceable) {
            throw bad();
        }
    }

    private static RequestRefused bad() {
        return new RequestRefused(Refusal.BAD_REQUEST);
    }

    boolean isWhole() {
        return isWhole;
    }

    /** Bytes, with the blank line at its end; known once it is whole. */
    int length() {
        return line;
    }

    /** Whether the request is for a file that may be of any length. */
    boolean isStream() {
        return isStream;
    }

    boolean isChunked() {
        return isChunked;
    }

    /** Bytes of the body that follows; 0 if it is chunked. */
    long contentLength() {
        return contentLength;
    }

    /** Whether the client waits for a word before it sends the body (RFC 9110 section 10.1.1). */
    boolean isExpecting() {
        return isVersion11 && isExpecting;
    }

    /** Whether the answer is the last one on the connection. */
    boolean isLast() {
        return isClosing || !isVersion11 && !isKeptAlive;
    }
}
