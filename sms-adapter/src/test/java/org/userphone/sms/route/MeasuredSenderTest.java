package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.userphone.sms.SenderContract.sms;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.NotAttempted;
import org.userphone.domain.sms.SmsEvents;
import org.userphone.domain.sms.SmsEvents.Attempt;
import org.userphone.domain.sms.SmsSender;

class MeasuredSenderTest {

    private final List<Attempt> told = new ArrayList<>();
    private final SmsEvents events = new SmsEvents();

    MeasuredSenderTest() {
        events.listen(
                new SmsEvents.Listener() {
                    @Override
                    public void attempted(Attempt attempt) {
                        told.add(attempt);
                    }
                });
    }

    @Test
    void whatCameOfAnAttemptIsToldAndHandedOn() {
        var accepted = new Accepted("webhook", "7");

        assertThat(measured(sms -> accepted).send(sms("7", "text"))).isEqualTo(accepted);

        assertThat(told).hasSize(1);
        assertThat(told.get(0).provider()).isEqualTo("webhook");
        assertThat(told.get(0).sms().id()).isEqualTo("7");
        assertThat(told.get(0).delivery()).isEqualTo(accepted);
        assertThat(told.get(0).took()).isPositive();
    }

    @Test
    void anErrorOfTheSenderIsAnAttemptWhoseOutcomeIsUnknown() {
        var sender =
                measured(
                        sms -> {
                            throw new IllegalStateException("a bug");
                        });

        assertThatIllegalStateException().isThrownBy(() -> sender.send(sms("7", "text")));

        assertThat(told).extracting(attempt -> attempt.delivery().name()).containsOnly("unknown");
    }

    @Test
    void outcomesHaveNamesOfSmallLetters() {
        assertThat(new NotAttempted().name()).isEqualTo("not_attempted");
        assertThat(new Accepted("webhook", "7").name()).isEqualTo("accepted");
    }

    private MeasuredSender measured(SmsSender sender) {
        return new MeasuredSender("webhook", sender, events);
    }
}
