package org.userphone.sms.smpp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Unknown;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.text.Segments;
import org.userphone.sms.smpp.SmppSession.Unbound;

/**
 * Sends over SMPP 3.4. SMPP has no key by which an SMSC could tell a repeat; but the parts of a
 * long message have a number that is made of the message's id, so that a phone that gets the parts
 * again puts the same text together. The SMSC reports on each part of a long message; the reference
 * of the message is that of its last part.
 *
 * <p>Several threads may send at once; they share one session and its window.
 */
final class SmppSender implements SmsSender {

    private static final byte ZERO = 0;

    private final SmppProvider provider;
    private final SmppSession session;
    private final Semaphore window;

    /**
     * @param receipts takes over the receipts that the SMSC sends
     */
    SmppSender(SmppProvider provider, Clock clock, Consumer<List<Receipt>> receipts) {
        this.provider = provider;
        this.session =
                new SmppSession(provider, clock, new SmppReceipts(provider, receipts, clock));
        this.window = new Semaphore(provider.window());
    }

    @Override
    public Delivery send(Sms sms) {
        var parts = parts(sms);
        if (parts.size() > SmppPart.MAX_PARTS) {
            return new Refused("text too long");
        }
        var taken = new ArrayList<Accepted>();
        for (var part : parts) {
            var delivery = submit(sms, part);
            if (!(delivery instanceof Accepted accepted)) {
                return delivery;
            }
            taken.add(accepted);
        }
        return whole(taken);
    }

    /** An SMSC that gives no ids to parts cannot report on them. */
    private static Accepted whole(List<Accepted> parts) {
        var ids = parts.stream().map(Accepted::reference).distinct().toList();
        var last = parts.get(parts.size() - 1);
        return new Accepted(last.provider(), last.reference(), ids.size() == 1 ? List.of() : ids);
    }

    private List<SmppPart> parts(Sms sms) {
        var text =
                provider.charset()
                        .map(charset -> Segments.of(sms.text(), charset))
                        .orElseGet(() -> Segments.of(sms.text()));
        if (text.count() == 1) {
            return List.of(SmppPart.whole(text));
        }
        return provider.payload()
                ? List.of(SmppPart.payload(text))
                : SmppPart.parts(text, (byte) sms.id().hashCode());
    }

    private Delivery submit(Sms sms, SmppPart part) {
        try {
            if (!window.tryAcquire(provider.timeout().toMillis(), MILLISECONDS)) {
                return new Deferred("window full");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Deferred("interrupted");
        }
        try {
            return new Accepted(provider.name(), submitted(sms, part));
        } catch (Unbound e) {
            return e.failure();
        } catch (NegativeResponseException e) {
            return SmppStatus.delivery(e.getCommandStatus());
        } catch (GenericNackResponseException e) {
            return SmppStatus.delivery(e.getCommandStatus());
        } catch (ResponseTimeoutException | InvalidResponseException e) {
            return new Unknown("no answer");
        } catch (IOException e) {
            return new Unknown("connection lost");
        } catch (PDUException e) { // its message may hold what we sent
            return new Misconfigured("no valid PDU");
        } finally {
            window.release();
        }
    }

    /** Submits a part, and returns the SMSC's id of it; our own id if the SMSC gives none. */
    private String submitted(Sms sms, SmppPart part)
            throws Unbound,
                    PDUException,
                    ResponseTimeoutException,
                    InvalidResponseException,
                    NegativeResponseException,
                    IOException {
        var source = sms.sender().map(SmppSource::parse).orElse(provider.source());
        var id =
                session.bound()
                        .submitShortMessage(
                                "",
                                source.ton(),
                                source.npi(),
                                source.address(),
                                TypeOfNumber.INTERNATIONAL,
                                NumberingPlanIndicator.ISDN,
                                sms.recipient().e164().substring(1),
                                part.esmClass(),
                                ZERO,
                                ZERO,
                                null,
                                null,
                                new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                                ZERO,
                                part.coding(),
                                ZERO,
                                part.shortMessage(),
                                part.payload())
                        .getMessageId();
        return id == null || id.isEmpty() ? sms.id() : provider.ids().ofAnswer(id);
    }

    @Override
    public Optional<Failed> connect() {
        return session.connect();
    }

    @Override
    public void close() {
        session.close();
    }
}
