package org.userphone.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.ACME;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.OTHER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Transactions;
import org.userphone.domain.access.OrganisationId;
import org.userphone.domain.access.UserId;
import org.userphone.domain.provider.InstanceEvent;
import org.userphone.domain.provider.SmsProviders;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;
import org.userphone.domain.user.EventQuery;

/** What every adapter of {@link MessageTexts} must do. Each test starts with none written. */
public interface MessageTextsContract {

    Language DE = new Language("de");
    Language SWISS = new Language("de-CH");
    Language JA = new Language("ja");
    Editor ROOT = new Editor("root");

    MessageTexts texts();

    /** Reads the history of the instance. */
    SmsProviders instance();

    Transactions transactions();

    @Test
    default void aTextIsKeptAsItWasWrittenAndByWhomAndWhen() {
        var key = TextKey.of(ACME, SWISS);
        var words = "Grüezi 🐭 {{.DisplayName}}\n'\"{{.Code}}\"; -- 確認";

        var written = change(key, Optional.of(words), NOON);

        assertThat(written)
                .isEqualTo(new MessageText(key, Optional.of(words), 1, NOON, ROOT))
                .isEqualTo(find(key).orElseThrow());
    }

    @Test
    default void whatWasNeverWrittenIsNotThere() {
        change(TextKey.of(ACME, DE), Optional.of("acme"), NOON);

        assertThat(find(TextKey.of(ACME, SWISS))).isEmpty();
        assertThat(find(TextKey.of(OTHER, DE))).isEmpty();
        assertThat(find(TextKey.of(DE))).isEmpty();
    }

    @Test
    default void anotherTextTakesThePlaceOfTheFirst() {
        var key = TextKey.of(DE);
        change(key, Optional.of("first"), NOON);
        var later = NOON.plusSeconds(1);

        change(key, Optional.of("second"), later);

        assertThat(find(key)).contains(new MessageText(key, Optional.of("second"), 2, later, ROOT));
    }

    @Test
    default void whoTookATextBackAndWhenIsNotForgotten() {
        var key = TextKey.of(DE);
        change(key, Optional.of("text"), NOON);

        change(key, Optional.empty(), NOON.plusSeconds(1));

        assertThat(find(key))
                .contains(new MessageText(key, Optional.empty(), 2, NOON.plusSeconds(1), ROOT));
        assertThat(find(Optional.empty(), List.of(DE))).isEmpty();
    }

    @Test
    default void theTextsForAUserAreThoseOfTheInstanceAndItsOrganisationInTheLanguagesAskedFor() {
        change(TextKey.of(DE), Optional.of("instance de"), NOON);
        change(TextKey.of(JA), Optional.of("instance ja"), NOON);
        change(TextKey.of(ACME, DE), Optional.of("acme de"), NOON);
        change(TextKey.of(ACME, SWISS), Optional.of("acme de-CH"), NOON);
        change(TextKey.of(OTHER, DE), Optional.of("other de"), NOON);

        assertThat(find(Optional.of(ACME), List.of(SWISS, DE)))
                .containsExactlyInAnyOrder("instance de", "acme de", "acme de-CH");
        assertThat(find(Optional.of(OTHER), List.of(DE, JA)))
                .containsExactlyInAnyOrder("instance de", "instance ja", "other de");
        assertThat(find(Optional.empty(), List.of(SWISS, DE))).containsExactly("instance de");
    }

    @Test
    default void noTextIsFoundWhoseKeyWasNotAskedFor() {
        change(TextKey.of(DE), Optional.of("instance de"), NOON);
        change(TextKey.of(ACME, DE), Optional.of("acme de"), NOON);
        change(TextKey.of(JA), Optional.of("instance ja"), NOON);

        var keys = List.of(TextKey.of(ACME, DE), TextKey.of(JA));

        assertThat(transactions().in(() -> texts().find(keys)))
                .extracting(MessageText::key)
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    default void aChangeOfARolledBackTransactionNeverHappened() {
        var key = TextKey.of(DE);
        change(key, Optional.of("first"), NOON);

        assertThatThrownBy(
                        () ->
                                transactions()
                                        .run(
                                                () -> {
                                                    change(key, Optional.of("second"), NOON);
                                                    change(
                                                            TextKey.of(JA),
                                                            Optional.of("new"),
                                                            NOON);
                                                    throw new Rejection(Reason.PHONE_INVALID);
                                                }))
                .isInstanceOf(Rejection.class);

        assertThat(find(key)).contains(new MessageText(key, Optional.of("first"), 1, NOON, ROOT));
        assertThat(find(TextKey.of(JA))).isEmpty();
        assertThat(transactions().in(() -> instance().events(oldestFirst(Optional.empty()))))
                .hasSize(1);
    }

    @Test
    default void whatIsDoneToAnOrganisationsTextsIsInItsHistory() {
        change(TextKey.of(ACME, DE), Optional.of("acme de"), NOON);
        change(TextKey.of(OTHER, DE), Optional.of("other de"), NOON.plusSeconds(1));
        change(TextKey.of(ACME, JA), Optional.of("acme ja"), NOON.plusSeconds(2));
        change(TextKey.of(ACME, DE), Optional.empty(), NOON.plusSeconds(3));

        var acme = Optional.of(new UserId(ACME.value()));
        assertThat(events(oldestFirst(acme)))
                .containsExactly(
                        new OrganisationEvent(
                                ACME,
                                new EventPosition(1, NOON),
                                ROOT,
                                "org.customtext.set",
                                Map.of(
                                        "template", "VerifyPhone",
                                        "key", "Text",
                                        "language", "de",
                                        "text", "acme de")),
                        new OrganisationEvent(
                                ACME,
                                new EventPosition(2, NOON.plusSeconds(2)),
                                ROOT,
                                "org.customtext.set",
                                Map.of(
                                        "template", "VerifyPhone",
                                        "key", "Text",
                                        "language", "ja",
                                        "text", "acme ja")),
                        new OrganisationEvent(
                                ACME,
                                new EventPosition(3, NOON.plusSeconds(3)),
                                ROOT,
                                "org.customtext.template.removed",
                                Map.of("template", "VerifyPhone", "language", "de")));
        assertThat(events(oldestFirst(Optional.empty(), "org.customtext.template.removed")))
                .hasSize(1);
        assertThat(
                        events(
                                new EventQuery(
                                        0,
                                        1,
                                        false,
                                        Optional.of(ROOT),
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.of(OTHER),
                                        Optional.of(NOON),
                                        Optional.of(NOON.plusSeconds(2)))))
                .extracting(OrganisationEvent::organisation)
                .containsExactly(OTHER);
        assertThat(
                        events(
                                new EventQuery(
                                        2,
                                        100,
                                        false,
                                        Optional.empty(),
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())))
                .extracting(event -> event.position().sequence())
                .containsExactly(3L);
    }

    @Test
    default void whatIsDoneToTheInstancesTextsIsInItsHistory() {
        change(TextKey.of(DE), Optional.of("instance de"), NOON);
        change(TextKey.of(ACME, DE), Optional.of("acme de"), NOON);
        change(TextKey.of(DE), Optional.empty(), NOON.plusSeconds(1));

        assertThat(transactions().in(() -> instance().events(oldestFirst(Optional.empty()))))
                .containsExactly(
                        new InstanceEvent(
                                new EventPosition(1, NOON),
                                ROOT,
                                "instance.customtext.set",
                                Map.of(
                                        "template", "VerifyPhone",
                                        "key", "Text",
                                        "language", "de",
                                        "text", "instance de")),
                        new InstanceEvent(
                                new EventPosition(2, NOON.plusSeconds(1)),
                                ROOT,
                                "instance.customtext.template.removed",
                                Map.of("template", "VerifyPhone", "language", "de")));
    }

    @Test
    default void changesAtTheSameMomentAreAllCounted() throws Exception {
        int many = 8;
        var pool = Executors.newFixedThreadPool(many);
        var start = new CyclicBarrier(many);
        try {
            Callable<Long> writer =
                    () -> {
                        start.await();
                        return change(TextKey.of(ACME, DE), Optional.of("text"), NOON).sequence();
                    };
            var sequences = new ArrayList<Long>();
            for (var changed : pool.invokeAll(Collections.nCopies(many, writer))) {
                sequences.add(changed.get());
            }
            assertThat(sequences)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, many).boxed().toList());
            assertThat(events(oldestFirst(Optional.empty())))
                    .extracting(event -> event.position().sequence())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, many).boxed().toList());
        } finally {
            pool.shutdown();
        }
    }

    private MessageText change(TextKey key, Optional<String> text, Instant at) {
        return transactions().in(() -> texts().change(new TextChange(key, text, ROOT, at)));
    }

    private List<OrganisationEvent> events(EventQuery query) {
        return transactions().in(() -> texts().events(query));
    }

    private static EventQuery oldestFirst(Optional<UserId> aggregate, String... types) {
        return new EventQuery(
                0,
                100,
                true,
                Optional.empty(),
                Set.of(types),
                aggregate,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<MessageText> find(TextKey key) {
        return transactions().in(() -> texts().find(key));
    }

    private List<String> find(Optional<OrganisationId> organisation, List<Language> languages) {
        var keys = new ArrayList<TextKey>();
        for (var language : languages) {
            keys.add(TextKey.of(language));
            organisation.ifPresent(owner -> keys.add(TextKey.of(owner, language)));
        }
        return transactions()
                .in(
                        () ->
                                texts().find(keys).stream()
                                        .map(text -> text.text().orElseThrow())
                                        .toList());
    }
}
