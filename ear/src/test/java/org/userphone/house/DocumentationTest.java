package org.userphone.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of the project: a README that is short, and links that lead somewhere. */
class DocumentationTest {

    private static final Path PROJECT = Path.of("..");
    private static final int MAX_README_LINES = 150;

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```[^\n]*$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(<?([^)\\s>]+)|(?m:^ *\\[[^]]+]: *(\\S+))");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern LINKED_TEXT = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("README.md")))
                .hasSizeLessThanOrEqualTo(MAX_README_LINES);
    }

    @Test
    void everyLinkBetweenTheDocumentsLeadsToAFileAndAHeading() throws IOException {
        assertThat(brokenLinks(PROJECT)).isEmpty();
    }

    @Test
    void aLinkToNoFileOrNoHeadingIsBroken(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(
                folder.resolve("README.md"),
                """
                # A title
                [here](#a-title), [nowhere](#b), [there](docs/a.md#keys-their-rotation-1), [web](https://a.example)
                [gone](docs/b.md), `[no](link)`
                ```
                # no heading
                [no](link)
                ```
                [none](#no-heading)
                """);
        Files.writeString(
                folder.resolve("docs/a.md"),
                """
                ## Keys, `their` [rotation](../README.md)
                ## Keys, their rotation
                [up](../README.md#a-title-1) and [reference]

                [reference]: c.md
                """);

        assertThat(brokenLinks(folder))
                .containsExactly(
                        "README.md: #b",
                        "README.md: docs/b.md",
                        "README.md: #no-heading",
                        "docs/a.md: ../README.md#a-title-1",
                        "docs/a.md: c.md");
    }

    /** Of each document the links that lead nowhere. */
    private static List<String> brokenLinks(Path project) throws IOException {
        var broken = new ArrayList<String>();
        for (var document : documents(project)) {
            var text = CODE.matcher(withoutCodeBlocks(document)).replaceAll("");
            for (var link : LINK.matcher(text).results().toList()) {
                var target = link.group(1) == null ? link.group(2) : link.group(1);
                if (!ELSEWHERE.matcher(target).matches() && !leadsSomewhere(document, target)) {
                    var name = project.relativize(document).toString().replace('\\', '/');
                    broken.add(name + ": " + target);
                }
            }
        }
        return broken;
    }

    private static List<Path> documents(Path project) throws IOException {
        try (var top = Files.list(project);
                var docs = Files.walk(project.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean leadsSomewhere(Path document, String target) throws IOException {
        var parts = target.split("#", 2);
        var file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || !file.toString().endsWith(".md")
                || anchors(file).contains(parts[1]);
    }

    /** The anchors of the headings, as GitHub makes them, and those that the text sets itself. */
    private static Set<String> anchors(Path document) throws IOException {
        var anchors = new TreeSet<String>();
        var counts = new HashMap<String, Integer>();
        for (var heading : HEADING.matcher(withoutCodeBlocks(document)).results().toList()) {
            var anchor =
                    LINKED_TEXT
                            .matcher(heading.group(1))
                            .replaceAll("$1")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-');
            int before = counts.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        ANCHOR.matcher(withoutCodeBlocks(document))
                .results()
                .forEach(set -> anchors.add(set.group(1)));
        return anchors;
    }

    private static String withoutCodeBlocks(Path document) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
    }
}
