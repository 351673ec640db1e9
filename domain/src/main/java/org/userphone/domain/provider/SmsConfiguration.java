package org.userphone.domain.provider;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.access.Caller;
import org.userphone.domain.user.Editor;
import org.userphone.domain.user.EventPosition;

/**
 * The configured SMS providers.
 *
 * @param sequence the sequence of the last event of the instance
 * @param providers the active ones in the order in which they are asked, then the others
 */
public record SmsConfiguration(long sequence, List<SmsProvider> providers) {

    /**
     * A change of the configuration.
     *
     * @param event the event of the change; its sequence is that of the new configuration
     */
    public record Change(SmsConfiguration after, InstanceEvent event) {}

    /** Who changes the configuration, and when. */
    record Edit(Editor editor, Instant at) {

        static Edit of(Caller caller, Instant at) {
            return new Edit(Editor.of(caller.id()), at.truncatedTo(ChronoUnit.MICROS));
        }
    }

    public SmsConfiguration {
        providers = List.copyOf(providers);
    }

    public Optional<SmsProvider> find(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    /** The active providers in the order in which they are asked to send. */
    public List<SmsProvider> active() {
        return providers.stream().filter(SmsProvider::active).toList();
    }

    /**
     * @throws Rejection with the given reason if there is no such provider
     */
    SmsProvider get(String id, Reason missing) {
        return find(id).orElseThrow(() -> new Rejection(missing));
    }

    Change add(
            Edit edit,
            String id,
            String description,
            ProviderConfig config,
            String type,
            Map<String, Object> payload) {
        var all = new ArrayList<>(providers);
        all.add(new SmsProvider(id, false, Routes.ALL, description, config, edit.at(), next(edit)));
        return change(edit, all, type, payload);
    }

    Change replace(Edit edit, SmsProvider provider, String type, Map<String, Object> payload) {
        return change(
                edit,
                each(one -> one.id().equals(provider.id()) ? provider.at(next(edit)) : one),
                type,
                payload);
    }

    /**
     * Makes this provider the only active one, for all numbers (protocol section 7.1).
     *
     * @throws Rejection with {@link Reason#SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND} or {@link
     *     Reason#SMS_PROVIDER_ALREADY_ACTIVE}
     */
    Change activate(Edit edit, String id) {
        if (get(id, Reason.SMS_PROVIDER_TO_ACTIVATE_NOT_FOUND).active()) {
            throw new Rejection(Reason.SMS_PROVIDER_ALREADY_ACTIVE);
        }
        return change(
                edit,
                each(one -> one.id().equals(id) ? one.on(Routes.ALL).at(next(edit)) : one.off()),
                InstanceEvent.ACTIVATED,
                Map.of("id", id));
    }

    /**
     * @throws Rejection with {@link Reason#SMS_PROVIDER_NOT_FOUND} or {@link
     *     Reason#SMS_PROVIDER_ALREADY_INACTIVE}
     */
    Change deactivate(Edit edit, String id) {
        var provider = get(id, Reason.SMS_PROVIDER_NOT_FOUND);
        if (!provider.active()) {
            throw new Rejection(Reason.SMS_PROVIDER_ALREADY_INACTIVE);
        }
        return replace(edit, provider.off(), InstanceEvent.DEACTIVATED, Map.of("id", id));
    }

    /**
     * @throws Rejection with {@link Reason#SMS_PROVIDER_TO_REMOVE_NOT_FOUND}
     */
    Change remove(Edit edit, String id) {
        var removed = get(id, Reason.SMS_PROVIDER_TO_REMOVE_NOT_FOUND);
        return change(
                edit,
                providers.stream().filter(one -> !one.equals(removed)).toList(),
                InstanceEvent.REMOVED,
                Map.of("id", id));
    }

    /**
     * Makes exactly these providers active, in this order and with these routes.
     *
     * @throws Rejection with {@link Reason#SMS_PROVIDER_NOT_FOUND} or, if one is named twice,
     *     {@link Reason#INVALID_REQUEST}
     */
    Change order(Edit edit, List<RoutedProvider> order) {
        var named = new HashSet<String>();
        if (!order.stream().map(RoutedProvider::id).allMatch(named::add)) {
            throw new Rejection(Reason.INVALID_REQUEST, "a provider is named twice");
        }
        var active =
                order.stream()
                        .map(
                                one ->
                                        get(one.id(), Reason.SMS_PROVIDER_NOT_FOUND)
                                                .on(one.routes())
                                                .at(next(edit)));
        var others =
                providers.stream().filter(one -> !named.contains(one.id())).map(SmsProvider::off);
        return change(
                edit,
                Stream.concat(active, others).toList(),
                InstanceEvent.ORDERED,
                Map.of(
                        "providers",
                        order.stream()
                                .map(one -> one.id() + "=" + one.routes())
                                .collect(Collectors.joining("; "))));
    }

    private List<SmsProvider> each(UnaryOperator<SmsProvider> change) {
        return providers.stream().map(change).toList();
    }

    private EventPosition next(Edit edit) {
        return new EventPosition(sequence + 1, edit.at());
    }

    private Change change(
            Edit edit, List<SmsProvider> all, String type, Map<String, Object> payload) {
        return new Change(
                new SmsConfiguration(sequence + 1, all),
                new InstanceEvent(next(edit), edit.editor(), type, payload));
    }
}
