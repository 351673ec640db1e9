package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.NOON;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.MessageText;
import org.userphone.domain.text.MessageTexts;
import org.userphone.domain.text.TextChange;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.user.Editor;

class MessageTextCacheTest {

    private static final Language DE = new Language("de");

    private final AtomicLong time = new AtomicLong();
    private final TestDatabase database = TestDatabase.empty(Engine.H2);
    private final MessageTexts here = node(time::get);

    @Test
    void whatIsAskedForAgainWithinASecondIsNotReadAgain() {
        texts();
        database.wiretap().forget();

        texts();

        assertThat(database.wiretap().heard()).noneMatch(sql -> sql.contains("message_text"));
    }

    @Test
    void aChangeCountsAtOnceWhereItIsMade() {
        assertThat(texts()).isEmpty();

        write(here, "Ihr Code: {{.Code}}");

        assertThat(texts()).containsExactly("Ihr Code: {{.Code}}");
    }

    @Test
    void aChangeOfAnotherNodeCountsAfterASecond() {
        assertThat(texts()).isEmpty();
        write(node(Ticker.systemTicker()), "Ihr Code: {{.Code}}");
        assertThat(texts()).isEmpty();

        time.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(texts()).containsExactly("Ihr Code: {{.Code}}");
    }

    private MessageTexts node(Ticker clock) {
        return database.transactional(
                MessageTexts.class,
                new JpaMessageTexts(database.entityManager(), new MessageTextCache(clock)));
    }

    private List<String> texts() {
        return here.find(List.of(TextKey.of(ACME, DE), TextKey.of(DE))).stream()
                .map(MessageText::text)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static void write(MessageTexts node, String text) {
        node.change(new TextChange(TextKey.of(DE), Optional.of(text), new Editor("root"), NOON));
    }
}
