package org.userphone.api.token;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads keys from an {@code http:}, {@code https:}, {@code file:} or {@code classpath:} URL. A
 * location without a scheme is the path of a file, or of a class path resource if there is no such
 * file. A text of more than 512 KiB is refused.
 */
final class KeyLocations implements KeyReader {

    private static final int MAX_BYTES = 512 * 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** For the whole answer, from the connection to the last byte of the body. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    KeyLocations() {
        this(TIMEOUT);
    }

    KeyLocations(Duration timeout) {
        this.timeout = timeout;
    }

    /** Whether the location is read over the network. */
    static boolean isRemote(String location) {
        return location.regionMatches(true, 0, "http:", 0, 5)
                || location.regionMatches(true, 0, "https:", 0, 6);
    }

    @Override
    public String read(String location) throws IOException {
        if (isRemote(location)) {
            return fetch(URI.create(location));
        }
        try (InputStream in = open(location)) {
            return text(in.readNBytes(MAX_BYTES + 1));
        }
    }

    private static InputStream open(String location) throws IOException {
        if (location.startsWith("file:")) {
            return Files.newInputStream(Path.of(URI.create(location)));
        }
        if (!location.startsWith("classpath:") && Files.isRegularFile(Path.of(location))) {
            return Files.newInputStream(Path.of(location));
        }
        String name = location.replaceFirst("^classpath:", "").replaceFirst("^/", "");
        InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("no such file or resource");
        }
        return in;
    }

    private String fetch(URI uri) throws IOException {
        var request = HttpRequest.newBuilder(uri).header("Accept", "application/json, */*").build();
        // The client's own timeout ends with the headers; waiting for the future limits the body
        // too.
        var answer =
                client.sendAsync(
                        request,
                        info -> new LimitedBody(BodyHandlers.ofByteArray().apply(info), MAX_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            if (!response.uri().getScheme().equalsIgnoreCase(uri.getScheme())) {
                throw new IOException("redirected to another scheme");
            }
            return text(response.body());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no whole answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static String text(byte[] bytes) throws IOException {
        if (bytes.length > MAX_BYTES) {
            throw new IOException("more than " + MAX_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
