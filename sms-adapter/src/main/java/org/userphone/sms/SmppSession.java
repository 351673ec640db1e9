package org.userphone.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Failed;
import org.userphone.domain.sms.Delivery.Misconfigured;

/**
 * Our one connection to the SMSC. It is bound as a transceiver from the start on, for receipts come
 * over it too; it is kept alive by enquire_link, and bound again when it is lost. After a bind that
 * failed the SMSC is left alone for a second, then two, up to a minute.
 */
final class SmppSession {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /** Short: jsmpp waits in vain for an SMSC that hangs up as soon as it has answered. */
    private static final Duration UNBIND = Duration.ofSeconds(1);

    /** Receipts that are recorded at once, so that they can share a transaction. */
    private static final int RECEIPTS_AT_ONCE = 20;

    /** Why there is no connection. */
    static final class Unbound extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Failed failure;

        private Unbound(Failed failure) {
            super(failure.reason(), null, false, false);
            this.failure = failure;
        }

        Failed failure() {
            return failure;
        }
    }

    private final SenderSettings.Smpp settings;
    private final Clock clock;
    private final SmppReceipts receipts;
    private SMPPSession session = new SMPPSession();
    private int failures;
    private Failed lastFailure;
    private Instant quietUntil = Instant.MIN;
    private boolean isClosed;

    SmppSession(SenderSettings.Smpp settings, Clock clock, SmppReceipts receipts) {
        this.settings = settings;
        this.clock = clock;
        this.receipts = receipts;
    }

    /**
     * A session that is bound, as far as is known.
     *
     * @throws Unbound if there is none; nothing was sent
     */
    synchronized SMPPSession bound() throws Unbound {
        if (session.getSessionState().isBound()) {
            return session;
        }
        if (isClosed) {
            throw new Unbound(new Deferred("closed"));
        }
        if (clock.instant().isBefore(quietUntil)) {
            throw new Unbound(lastFailure);
        }
        try {
            bind();
            failures = 0;
            return session;
        } catch (IOException e) {
            lastFailure = failure(e);
            quietUntil = clock.instant().plus(nextWait());
            throw new Unbound(lastFailure);
        }
    }

    /** Binds it unless it is bound; why that did not work, or does not for now. */
    synchronized Optional<Failed> connect() {
        try {
            if (!isClosed) {
                bound();
            }
            return Optional.empty();
        } catch (Unbound e) {
            return Optional.of(e.failure());
        }
    }

    private Duration nextWait() {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures++, MAX_DOUBLINGS));
        return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
    }

    private void bind() throws IOException {
        session.close();
        session = new SMPPSession(this::connect);
        session.setEnquireLinkTimer((int) settings.keepAlive().toMillis());
        session.setTransactionTimer(settings.timeout().toMillis());
        session.setPduProcessorDegree(RECEIPTS_AT_ONCE);
        session.setMessageReceiverListener(receipts);
        session.connectAndBind(
                settings.host(),
                settings.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        settings.systemId(),
                        settings.password().text(),
                        settings.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null),
                settings.timeout().toMillis());
    }

    private Connection connect(String host, int port) throws IOException {
        var timeout = (int) settings.timeout().toMillis();
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), timeout);
            socket.setSoTimeout(timeout);
            return new SocketConnection(settings.tls() ? Tls.over(socket, host, port) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** No message is at fault here. */
    private static Failed failure(IOException e) {
        if (e.getCause() instanceof NegativeResponseException refusal) {
            Delivery delivery = SmppStatus.delivery(refusal.getCommandStatus());
            return delivery instanceof Failed failed ? failed : new Misconfigured("bind refused");
        }
        return new Deferred("no connection");
    }

    /** Unbinds; it is not bound again after that. */
    synchronized void close() {
        isClosed = true;
        session.setTransactionTimer(UNBIND.toMillis());
        session.unbindAndClose();
    }
}
