package org.userphone.domain.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The texts that come with the application, one for each language. */
public final class BuiltInTexts {

    private static final String FILE = "verifyphone.properties";
    private static final Language ENGLISH = new Language("en");

    private final Map<Language, Template> texts = new HashMap<>();

    private BuiltInTexts() {}

    /** Reads the texts from the resource {@code verifyphone.properties}. */
    public static BuiltInTexts read() {
        var file = new Properties();
        try (var stream = BuiltInTexts.class.getResourceAsStream(FILE);
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            file.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var builtIn = new BuiltInTexts();
        file.stringPropertyNames()
                .forEach(
                        tag ->
                                builtIn.texts.put(
                                        new Language(tag), Template.parse(file.getProperty(tag))));
        return builtIn;
    }

    /** The same languages with one text for all of them. */
    public BuiltInTexts replacedBy(Template one) {
        var replaced = new BuiltInTexts();
        texts.keySet().forEach(language -> replaced.texts.put(language, one));
        return replaced;
    }

    public Optional<Template> of(Language language) {
        return Optional.ofNullable(texts.get(language));
    }

    /** The text for recipients in whose language there is none. */
    public Template fallback() {
        return texts.get(ENGLISH);
    }

    public Set<Language> languages() {
        return Set.copyOf(texts.keySet());
    }
}
