package org.userphone.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.TextKey;

/**
 * A cache of the custom texts, which change once in months and are read for every SMS. A text is at
 * most one second old. Changes on this node take effect at once.
 */
@ApplicationSingleton
public class MessageTextCache {

    private static final int MAX_TEXTS = 10_000;

    private final Cache<List<TextKey>, List<MessageText>> answers;

    public MessageTextCache() {
        this(Ticker.systemTicker());
    }

    MessageTextCache(Ticker time) {
        answers =
                Caffeine.newBuilder()
                        .maximumSize(MAX_TEXTS)
                        .expireAfterWrite(Duration.ofSeconds(1))
                        .ticker(time)
                        .build();
    }

    List<MessageText> of(List<TextKey> keys, Supplier<List<MessageText>> database) {
        return answers.get(keys, missing -> database.get());
    }

    /** Empties the cache, so that the next texts are read from the database. */
    public void forget() {
        answers.invalidateAll();
    }
}
