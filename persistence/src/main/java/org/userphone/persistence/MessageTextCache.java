package org.userphone.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.TextKey;

/**
 * What operators wrote, as it was in the database up to a second ago: it changes once in months,
 * and is asked for with every SMS. A change on this node is seen at once by all who come after it.
 */
@ApplicationScoped
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

    /** What is asked next is read from the database. */
    public void forget() {
        answers.invalidateAll();
    }
}
