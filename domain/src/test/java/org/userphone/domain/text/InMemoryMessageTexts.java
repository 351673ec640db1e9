package org.userphone.domain.text;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.InMemory;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.user.Editor;

/** The texts in a map, for tests; it passes the same contract as the real adapter. */
public final class InMemoryMessageTexts implements MessageTexts {

    private final InMemory memory;
    private final Map<TextKey, MessageText> texts = new HashMap<>();

    public InMemoryMessageTexts(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<MessageText> find(TextKey key) {
        return memory.in(() -> Optional.ofNullable(texts.get(key)));
    }

    @Override
    public List<MessageText> find(Optional<OrganisationId> organisation, List<Language> languages) {
        return memory.in(
                () ->
                        texts.values().stream()
                                .filter(text -> text.text().isPresent())
                                .filter(text -> languages.contains(text.key().language()))
                                .filter(text -> isOf(text.key(), organisation))
                                .toList());
    }

    private static boolean isOf(TextKey key, Optional<OrganisationId> organisation) {
        return key.organisation().isEmpty() || key.organisation().equals(organisation);
    }

    @Override
    public MessageText change(TextKey key, Optional<String> text, Editor editor, Instant now) {
        return memory.in(
                () -> {
                    var before = texts.get(key);
                    long sequence = before == null ? 1 : before.sequence() + 1;
                    var after = new MessageText(key, text, sequence, now, editor);
                    texts.put(key, after);
                    memory.onRollback(() -> restore(key, before));
                    return after;
                });
    }

    private void restore(TextKey key, MessageText before) {
        if (before == null) {
            texts.remove(key);
        } else {
            texts.put(key, before);
        }
    }
}
