package org.userphone.domain.sms;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.userphone.domain.user.PhoneNumber;

/** A sender that remembers what it was given and answers as it is told. */
public final class RecordingSender implements SmsSender {

    private final List<Sms> sent = new CopyOnWriteArrayList<>();
    private final List<String> askedAgain = new CopyOnWriteArrayList<>();
    private volatile Function<Sms, Delivery> answer =
            sms -> new Delivery.Accepted("recording", sms.id());

    private volatile int room = Integer.MAX_VALUE;

    @Override
    public int room(int limit) {
        return Math.min(limit, room);
    }

    /** How many messages it wants to be offered at once from now on. */
    public void wants(int limit) {
        room = limit;
    }

    private volatile Optional<String> makesCodes = Optional.empty();

    @Override
    public Optional<String> makesCode(PhoneNumber number) {
        return makesCodes;
    }

    /** From now on it makes the codes that it sends. */
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

    /** Whom the messages were to be offered to first that were sent again, in order. */
    public List<String> askedAgain() {
        return List.copyOf(askedAgain);
    }

    /** What is answered from now on; the answer may also throw. */
    public void answer(Function<Sms, Delivery> next) {
        answer = next;
    }

    /** All that was given to it, in order, repeats included. */
    public List<Sms> sent() {
        return List.copyOf(sent);
    }
}
