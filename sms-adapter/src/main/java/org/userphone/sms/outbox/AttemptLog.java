package org.userphone.sms.outbox;

import static java.lang.System.Logger.Level.INFO;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Reference;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsSender.Asked;

/**
 * Logs each attempt to send an SMS, with what it takes to follow one through the log and to the
 * provider: its id, its user, the provider, what came of it, how long that took, and what the
 * provider calls it. Neither codes nor numbers are in it.
 */
@Dependent
public class AttemptLog {

    private static final System.Logger LOG = System.getLogger(AttemptLog.class.getName());

    void listen(
            @Observes @Priority(ApplicationStart.BEANS) ApplicationStart start, SmsEvents events) {
        events.listen(new Logging(LOG));
    }

    record Logging(System.Logger log) implements SmsEvents.Listener {

        @Override
        public void attempted(Sms sms, Asked asked) {
            log.log(INFO, line(sms, asked));
        }

        private static String line(Sms sms, Asked asked) {
            var delivery = asked.delivery();
            var line = new StringBuilder("Attempt to send sms=").append(sms.id());
            line.append(" user=").append(sms.user().inLog());
            line.append(" provider=").append(asked.provider());
            line.append(" outcome=").append(delivery.name());
            line.append(" ms=").append(asked.took().toMillis());
            if (delivery instanceof Accepted accepted) {
                var reference = new Reference(accepted.provider(), accepted.reference());
                line.append(" reference=").append(reference.id());
            }
            return line.toString();
        }
    }
}
