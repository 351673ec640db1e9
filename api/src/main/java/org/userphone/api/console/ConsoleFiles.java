package org.userphone.api.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.userphone.api.http.Assets;
import org.userphone.api.http.Webjar;

/**
 * The files of the console. Its page names all of them, so that a browser loads them at once; what
 * the page does not name is not served.
 *
 * @param version a hash of all of them and a segment of their paths, so that a browser may keep
 *     them for good
 * @param page the page, with the version in its links
 * @param names paths below {@code /console/{version}/}
 */
record ConsoleFiles(String version, String page, Set<String> names) {

    private static final String PLACE = "{version}/";
    private static final Pattern LINK =
            Pattern.compile("\"" + Pattern.quote(PLACE) + "([a-z0-9./-]+)\"");

    /** Draws plots. */
    private static final Webjar UPLOT = Webjar.of("org.webjars.npm", "uplot");

    /** Files of others, by their names here. */
    static final Map<String, String> THEIRS =
            Map.of("uplot.css", "dist/uPlot.min.css", "uplot.js", "dist/uPlot.esm.js");

    static final ConsoleFiles ALL = read();

    private static ConsoleFiles read() {
        var page = text("index.html");
        var names =
                LINK.matcher(page)
                        .results()
                        .map((MatchResult link) -> link.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        var version = hash(names);
        return new ConsoleFiles(version, page.replace(PLACE, version + "/"), Set.copyOf(names));
    }

    private static String hash(Set<String> names) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            names.forEach(name -> digest.update(content(name)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The page that stands in the place of the console where nobody can sign in. */
    String closed() {
        return text("closed.html").replace(PLACE, version + "/");
    }

    private static String text(String name) {
        return new String(content(name), UTF_8);
    }

    static byte[] content(String name) {
        return THEIRS.containsKey(name)
                ? UPLOT.read(THEIRS.get(name))
                : Assets.read(ConsoleFiles.class, name);
    }
}
