package org.userphone.ear.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Requests that nobody should answer but by 400, from a file. */
public record MalformedRequest(String name, String bytes) {

    private static final Path FILE = Path.of("src/test/resources/http/malformed-requests.txt");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");
    private static final int HEX = 16;

    public static List<MalformedRequest> all() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .map(parts -> new MalformedRequest(parts[0], read(parts[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String text) {
        return BYTE.matcher(
                        text.replace("\\r", "\r")
                                .replace("\\n", "\n")
                                .replace("\\t", "\t")
                                .replace("[GET]", "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"))
                .replaceAll(octet -> "" + (char) Integer.parseInt(octet.group(1), HEX));
    }

    @Override
    public String toString() {
        return name;
    }
}
