package org.userphone.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.userphone.domain.user.People.NOON;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.Transactions;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.RetiredKey;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.SmsConfiguration.Edit;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventQuery;

/** What every adapter of {@link SmsProviders} must do. Each test starts without a provider. */
public interface SmsProvidersContract {

    Edit ADMIN = new Edit(new Editor("admin"), NOON);
    Twilio TWILIO = new Twilio("AC1", "+41790000000", "secret-token");
    Http HTTP =
            new Http(
                    "https://hook.example/sms?secret",
                    "secret-key",
                    Optional.of(new RetiredKey("secret-before", NOON.plusSeconds(60))));

    SmsProviders providers();

    Transactions transactions();

    @Test
    default void atFirstThereIsNoneAndNothingHasHappened() {
        assertThat(all()).isEqualTo(new SmsConfiguration(0, List.of()));
        assertThat(events(query(Set.of(), false))).isEmpty();
    }

    @Test
    default void providersAreReadAsTheyWereKept() {
        add("1", TWILIO);
        var kept = add("2", HTTP);

        assertThat(all()).isEqualTo(kept);
    }

    @Test
    default void theOrderAndTheRoutesAreKept() {
        add("1", TWILIO);
        add("2", HTTP);
        add("3", TWILIO);
        var routes = new Routes(List.of("+41", "+4930"));

        var kept =
                change(
                        before ->
                                before.order(
                                        ADMIN,
                                        List.of(
                                                new RoutedProvider("3", routes),
                                                new RoutedProvider("1", Routes.ALL))));

        assertThat(all()).isEqualTo(kept);
        assertThat(all().active()).extracting(SmsProvider::id).containsExactly("3", "1");
    }

    @Test
    default void aRemovedProviderIsGone() {
        add("1", TWILIO);
        change(before -> before.remove(ADMIN, "1"));

        assertThat(all().providers()).isEmpty();
    }

    @Test
    default void everyChangeIsAnEventThatIsFoundByWhatIsAskedFor() {
        add("1", TWILIO);
        change(before -> before.activate(new Edit(new Editor("other"), NOON.plusSeconds(5)), "1"));

        assertThat(events(query(Set.of(), false)))
                .extracting(InstanceEvent::type)
                .containsExactly(InstanceEvent.ACTIVATED, InstanceEvent.TWILIO_ADDED);
        assertThat(events(query(Set.of(), true)).get(0).payload()).isEqualTo(Map.of("id", "1"));
        assertThat(events(query(Set.of(InstanceEvent.ACTIVATED), true)))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.editor()).isEqualTo(new Editor("other"));
                            assertThat(event.position().sequence()).isEqualTo(2);
                            assertThat(event.position().at()).isEqualTo(NOON.plusSeconds(5));
                        });
        assertThat(
                        events(
                                new EventQuery(
                                        1,
                                        10,
                                        true,
                                        Optional.of(new Editor("other")),
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(NOON.plusSeconds(5)),
                                        Optional.of(NOON.plusSeconds(5)))))
                .hasSize(1);
    }

    @Test
    default void whatIsRolledBackNeverWas() {
        assertThatThrownBy(
                        () ->
                                change(
                                        before -> {
                                            providers().keep(added(before, "1", TWILIO));
                                            throw new Rejection(Reason.INVALID_REQUEST);
                                        }))
                .isInstanceOf(Rejection.class);

        assertThat(all().providers()).isEmpty();
        assertThat(events(query(Set.of(), true))).isEmpty();
    }

    @Test
    default void thoseWhoChangeThemWaitForEachOther() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            var work =
                    Stream.iterate(1, i -> i + 1)
                            .limit(8)
                            .<Callable<SmsConfiguration>>map(
                                    i -> () -> add(Integer.toString(i), TWILIO))
                            .toList();
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(all().sequence()).isEqualTo(8);
        assertThat(all().providers()).hasSize(8);
    }

    private SmsConfiguration add(String id, ProviderConfig config) {
        return change(before -> added(before, id, config));
    }

    private static SmsConfiguration.Change added(
            SmsConfiguration before, String id, ProviderConfig config) {
        return before.add(
                ADMIN, id, "number " + id, config, InstanceEvent.TWILIO_ADDED, Map.of("id", id));
    }

    private SmsConfiguration change(Function<SmsConfiguration, SmsConfiguration.Change> decision) {
        return transactions()
                .in(
                        () -> {
                            var change = decision.apply(providers().lock());
                            providers().keep(change);
                            return change.after();
                        });
    }

    private SmsConfiguration all() {
        return transactions().in(() -> providers().all());
    }

    private List<InstanceEvent> events(EventQuery query) {
        return transactions().in(() -> providers().events(query));
    }

    private static EventQuery query(Set<String> types, boolean oldestFirst) {
        return new EventQuery(
                0,
                10,
                oldestFirst,
                Optional.empty(),
                types,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
