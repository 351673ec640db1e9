package org.userphone.sms.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.userphone.sms.SenderContract.sms;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.userphone.domain.RecordedTracing;
import org.userphone.domain.TraceContext;
import org.userphone.domain.Tracing;
import org.userphone.domain.Tracing.Kind;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;

class TracedSenderTest {

    private static final TraceContext PROMISE =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

    private final RecordedTracing tracing = new RecordedTracing();
    private final List<Sms> sent = new ArrayList<>();

    @Test
    void theProviderGetsThePlaceOfItsOwnAttemptInTheTrace() {
        deliver(
                sms -> {
                    sent.add(sms);
                    return new Accepted("webhook", "its-7");
                });

        var attempt = tracing.ended().get(0);
        assertThat(attempt.kind()).isEqualTo(Kind.CLIENT);
        assertThat(sent.get(0).header().trace()).isEqualTo(attempt.context());
        assertThat(attempt.attributes())
                .containsEntry("peer.service", "webhook")
                .containsEntry("messaging.message.id", "7")
                .containsEntry("org.userphone.sms.outcome", "accepted")
                .containsEntry("org.userphone.sms.reference", "its-7");
        assertThat(attempt.failure()).isEmpty();
    }

    @Test
    void aMessageThatIsNotTakenIsAFailureOfTheAttempt() {
        deliver(sms -> new Deferred("busy"));

        assertThat(tracing.ended().get(0).failure()).contains("deferred");
    }

    @Test
    void soIsAnErrorOfTheSender() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                deliver(
                                        sms -> {
                                            throw new IllegalStateException("a bug");
                                        }));

        assertThat(tracing.ended().get(0).failure()).contains("unknown");
    }

    /** A node that traces may have promised it. */
    @Test
    void whileTracesAreOffTheProviderIsHandedNone() {
        var sender =
                new TracedSender(
                        "webhook",
                        sms -> {
                            sent.add(sms);
                            return new Accepted("webhook", "7");
                        },
                        Tracing.OFF);

        sender.send(sms("7", "text").tracedBy(PROMISE));

        assertThat(sent.get(0).header().trace()).isEqualTo(TraceContext.NONE);
    }

    private void deliver(SmsSender sender) {
        try (var delivery = tracing.begin(Kind.CONSUMER, "deliver SMS", PROMISE)) {
            new TracedSender("webhook", sender, tracing)
                    .send(sms("7", "text").tracedBy(delivery.context()));
        }
    }
}
