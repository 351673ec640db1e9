package org.userphone.domain.provider;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;
import org.userphone.domain.sms.SmsMessages;
import org.userphone.domain.sms.SmsOutbox;
import org.userphone.domain.sms.SmsOutbox.Waiting;
import org.userphone.domain.sms.SmsSender;

/**
 * Lists all SMS providers, those of the program's settings and those in the database, and tells how
 * each of them is. This requires {@code iam.read} in every organisation. ZITADEL has no such call.
 */
@UseCase
public class ListProviderStatus {

    /** Messages for which the provider that they wait for is looked up, at most. */
    public static final int MAX_WAITING = 5_000;

    /** The time over which attempts are counted; to count longer takes the database too long. */
    static final Duration RECENT = Duration.ofMinutes(10);

    /**
     * @param providers those that are asked now in their order, then those that are not
     * @param node the node that answers, whose breakers are told
     * @param waiting how many messages wait, those for which no provider is asked included
     */
    public record Listed(List<ProviderStatus> providers, NodeName node, int waiting) {}

    private final SmsProviders providers;
    private final ProviderGateway gateway;
    private final SmsSender sender;
    private final SmsOutbox outbox;
    private final SmsMessages messages;
    private final NodeName node;
    private final Clock clock;

    @Inject
    public ListProviderStatus(
            SmsProviders providers,
            ProviderGateway gateway,
            SmsSender sender,
            SmsOutbox outbox,
            SmsMessages messages,
            NodeName node,
            Clock clock) {
        this.providers = providers;
        this.gateway = gateway;
        this.sender = sender;
        this.outbox = outbox;
        this.messages = messages;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Of more than {@value #MAX_WAITING} messages that wait, those that are due first are counted
     * for their providers.
     *
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public Listed list(Caller caller) {
        caller.requireEverywhere(Permission.IAM_READ);
        var all = all();
        var uses =
                messages.use(
                        all.stream().map(ProviderStatus::id).toList(),
                        clock.instant().minus(RECENT));
        var breakers = sender.breakers();
        var waiting = waiting();
        return new Listed(
                all.stream().map(one -> one.with(breakers, uses, waiting)).toList(),
                node,
                outbox.waiting());
    }

    /** While none in the database is active, those of the settings are asked. */
    private List<ProviderStatus> all() {
        var configured = providers.all();
        boolean askSettings = configured.active().isEmpty();
        return Stream.of(
                        configured.active().stream().map(ProviderStatus::of),
                        gateway.ofSettings().stream()
                                .map(one -> ProviderStatus.ofSettings(one, askSettings)),
                        configured.providers().stream()
                                .filter(one -> !one.active())
                                .map(ProviderStatus::of))
                .flatMap(some -> some)
                .toList();
    }

    private Map<String, Long> waiting() {
        return outbox.peek(MAX_WAITING).stream()
                .flatMap(message -> first(message).stream())
                .collect(groupingBy(name -> name, counting()));
    }

    /**
     * The provider that is asked first for a message, whether it is left alone at the moment or
     * not.
     */
    private Optional<String> first(Waiting message) {
        var asked = sender.providers(message.sms());
        return message.inDoubtAt().filter(asked::contains).or(() -> asked.stream().findFirst());
    }
}
