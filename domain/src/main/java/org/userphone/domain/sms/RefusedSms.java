package org.userphone.domain.sms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.userphone.domain.access.OrganisationId;

/**
 * Counts the SMS that a limit or a list refuses, until they are stored with the statistics. They
 * are counted in memory, so that a flood of refused calls writes nothing: a program that is killed
 * loses the counts of a minute. A transaction that is repeated counts again.
 */
public final class RefusedSms {

    /** Of so many different hours, organisations and countries SMS are counted at once. */
    static final int MAX_KEYS = 10_000;

    /**
     * So many SMS to one country were refused in one hour.
     *
     * @param hour its beginning
     */
    public record Refused(Instant hour, OrganisationId organisation, String country, long sms) {}

    private record Key(Instant hour, OrganisationId organisation, String country) {}

    private final Map<Key, Long> counts = new ConcurrentHashMap<>();

    /** Counts one SMS; beyond {@value #MAX_KEYS} different keys, none with a further one. */
    public void add(Sms sms) {
        add(new Key(SmsStatistics.hour(sms.promisedAt()), sms.resourceOwner(), sms.country()), 1);
    }

    private void add(Key key, long more) {
        if (counts.size() < MAX_KEYS || counts.containsKey(key)) {
            counts.merge(key, more, Long::sum);
        }
    }

    /**
     * Takes all that was counted; whoever cannot store it has to {@linkplain #giveBack return} it.
     */
    List<Refused> take() {
        var taken = new ArrayList<Refused>();
        for (var key : List.copyOf(counts.keySet())) {
            var sms = counts.remove(key);
            if (sms != null) {
                taken.add(new Refused(key.hour(), key.organisation(), key.country(), sms));
            }
        }
        return taken;
    }

    /** Counts again what was taken and could not be stored. */
    void giveBack(List<Refused> taken) {
        taken.forEach(
                one -> add(new Key(one.hour(), one.organisation(), one.country()), one.sms()));
    }
}
