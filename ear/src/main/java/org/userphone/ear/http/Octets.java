package org.userphone.ear.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Which bytes may stand where in a request (RFC 9110 section 5.6.2, RFC 9112 section 3.2). */
final class Octets {

    private static final int OCTETS = 256;
    private static final boolean[] TOKEN = new boolean[OCTETS];
    private static final boolean[] VALUE = new boolean[OCTETS];
    private static final boolean[] TARGET = new boolean[OCTETS];
    private static final boolean[] HOST = new boolean[OCTETS];

    static {
        for (int octet = 0; octet < OCTETS; octet++) {
            boolean visible = octet > ' ' && octet < 0x7f;
            boolean beyondAscii = octet > 0x7f;
            VALUE[octet] = visible || beyondAscii || octet == ' ' || octet == '\t';
            TARGET[octet] = visible && octet != '#' || beyondAscii;
            TOKEN[octet] = visible && "\"(),/:;<=>?@[\\]{}".indexOf(octet) < 0;
            HOST[octet] = visible && "\"#,/<>?@\\^`{|}".indexOf(octet) < 0;
        }
    }

    private Octets() {}

    /** The index of the first byte that is in no token; {@code to} if all are. */
    static int endOfToken(byte[] bytes, int from, int to) {
        return end(TOKEN, bytes, from, to);
    }

    /** Text, blanks and tabulators; no other control character, DEL included. */
    static boolean isValue(byte[] bytes, int from, int to) {
        return end(VALUE, bytes, from, to) == to;
    }

    /** More than RFC 3986 has, as some clients escape less than they should; no fragment. */
    static boolean isTarget(byte[] bytes, int from, int to) {
        return end(TARGET, bytes, from, to) == to;
    }

    static boolean isHost(byte[] bytes, int from, int to) {
        return end(HOST, bytes, from, to) == to;
    }

    private static int end(boolean[] allowed, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && allowed[bytes[at] & 0xff]) {
            at++;
        }
        return at;
    }

    /** The index of a byte; {@code to} if it is not there. */
    static int find(char octet, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != octet) {
            at++;
        }
        return at;
    }

    /** Without regard to the case of ASCII's letters. */
    static boolean equal(String text, byte[] bytes, int from, int to) {
        return to - from == text.length() && startsWith(text, bytes, from, to);
    }

    /** As above. */
    static boolean startsWith(String text, byte[] bytes, int from, int to) {
        return to - from >= text.length()
                && text.equalsIgnoreCase(new String(bytes, from, text.length(), US_ASCII));
    }
}
