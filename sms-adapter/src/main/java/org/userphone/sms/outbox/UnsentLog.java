package org.userphone.sms.outbox;

import static java.lang.System.Logger.Level.INFO;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsMessage;
import org.userphone.domain.sms.SmsMessage.State;

/**
 * Logs for the operator each SMS that is dropped without having been sent. What providers refuse is
 * logged where it is sent. The log has ids and reasons, and neither codes nor numbers.
 */
@Dependent
public class UnsentLog {

    private static final System.Logger LOG = System.getLogger(UnsentLog.class.getName());

    void listen(
            @Observes @Priority(ApplicationStart.BEANS) ApplicationStart start, SmsEvents events) {
        events.listen(new Logging(LOG));
    }

    record Logging(System.Logger log) implements SmsEvents.Listener {

        @Override
        public void changed(SmsMessage message) {
            if (message.state() == State.EXPIRED || message.state() == State.REPLACED) {
                log.log(INFO, "SMS {0} is not sent: {1}.", message.id(), reason(message));
            } else if (message.state() == State.PARKED) {
                log.log(INFO, "SMS {0} is given up: {1}.", message.id(), reason(message));
            }
        }

        private static String reason(SmsMessage message) {
            return message.reason().orElse("unknown");
        }
    }
}
