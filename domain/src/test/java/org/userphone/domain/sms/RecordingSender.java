package org.userphone.domain.sms;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.userphone.domain.user.PhoneNumber;

/** A sender that remembers what it was given and answers as it is told. */
public final class RecordingSender implements SmsSender {

    /** How long an attempt takes. */
    public static final Duration TOOK = Duration.ofMillis(7);

    private final List<Sms> sent = new CopyOnWriteArrayList<>();
    private final List<String> askedAgain = new CopyOnWriteArrayList<>();
    private volatile Function<Sms, Delivery> answer =
            sms -> new Delivery.Accepted("recording", sms.id());

    private volatile int room = Integer.MAX_VALUE;

    @Override
    public int room(int limit) {
        return Math.min(limit, room);
    }

    /** Sets how many messages the sender accepts at a time from now on. */
    public void wants(int limit) {
        room = limit;
    }

    private volatile Optional<String> makesCodes = Optional.empty();

    private volatile String name = "recording";
    private volatile List<String> providers = List.of("recording", "other");
    private volatile Map<String, Breaker> breakers = Map.of();

    @Override
    public List<String> providers(Sms sms) {
        return providers;
    }

    /** Sets which providers are asked for a message from now on. */
    public void asks(String... names) {
        providers = List.of(names);
    }

    /** Sets the name of the provider that is asked from now on. */
    public void names(String provider) {
        name = provider;
    }

    @Override
    public Map<String, Breaker> breakers() {
        return breakers;
    }

    /** Sets the breakers that the sender tells of. */
    public void breaks(Map<String, Breaker> next) {
        breakers = next;
    }

    @Override
    public Optional<String> makesCode(PhoneNumber number) {
        return makesCodes;
    }

    /** Makes the sender one that makes the codes itself. */
    public void makeCodes(String provider) {
        makesCodes = Optional.of(provider);
    }

    @Override
    public Delivery send(Sms sms) {
        sent.add(sms);
        return answer.apply(sms);
    }

    @Override
    public Delivery sendAgain(Sms sms, String provider) {
        askedAgain.add(provider);
        return send(sms);
    }

    @Override
    public Delivery send(Sms sms, Consumer<Asked> listener) {
        return told(send(sms), listener);
    }

    @Override
    public Delivery sendAgain(Sms sms, String provider, Consumer<Asked> listener) {
        return told(sendAgain(sms, provider), listener);
    }

    private Delivery told(Delivery delivery, Consumer<Asked> listener) {
        if (!(delivery instanceof Delivery.NotAttempted
                || delivery instanceof Delivery.LeftAlone)) {
            listener.accept(new Asked(name, delivery, TOOK));
        }
        return delivery;
    }

    /** The providers that were to be asked first when messages were sent again, in order. */
    public List<String> askedAgain() {
        return List.copyOf(askedAgain);
    }

    /** Sets the result of sending from now on; the function may also throw. */
    public void answer(Function<Sms, Delivery> next) {
        answer = next;
    }

    /** All messages that were sent, in order, including repetitions. */
    public List<Sms> sent() {
        return List.copyOf(sent);
    }
}
