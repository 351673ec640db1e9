package org.userphone.sms.smpp;

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
import org.userphone.sms.Tls;

/**
 * The one session with the SMSC. It is bound as a transceiver, because receipts come over it too;
 * enquire_link keeps it alive, and it is bound again when the connection is lost. After a bind that
 * failed, the next one is tried a second later, then two seconds later, and so on up to a minute.
 */
final class SmppSession {

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /**
     * How long the SMSC may take to answer an unbind. The time is short, because jsmpp waits in
     * vain for an SMSC that closes the connection as soon as it has answered.
     */
    private static final Duration UNBIND_TIMEOUT = Duration.ofSeconds(1);

    /** How many receipts are recorded at the same time, so that they can share a transaction. */
    private static final int RECEIPT_THREADS = 20;

    /** The session is not bound; the failure says why. */
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

    private final SmppProvider provider;
    private final Clock clock;
    private final SmppReceipts receipts;
    private SMPPSession session = new SMPPSession();
    private int failures;
    private Failed lastFailure;
    private Instant quietUntil = Instant.MIN;
    private boolean isClosed;

    SmppSession(SmppProvider provider, Clock clock, SmppReceipts receipts) {
        this.provider = provider;
        this.clock = clock;
        this.receipts = receipts;
    }

    /**
     * Returns the session, which is bound as far as is known.
     *
     * @throws Unbound if it cannot be bound now; nothing was sent
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

    /** Binds the session unless it is bound or closed; returns why it is not bound then. */
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
        var wait = MIN_WAIT.multipliedBy(1L << Math.min(failures++, MAX_DOUBLINGS));
        return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
    }

    private void bind() throws IOException {
        session.close();
        session = new SMPPSession(this::connect);
        session.setEnquireLinkTimer((int) provider.keepAlive().toMillis());
        session.setTransactionTimer(provider.timeout().toMillis());
        session.setPduProcessorDegree(RECEIPT_THREADS);
        session.setMessageReceiverListener(receipts);
        session.connectAndBind(
                provider.host(),
                provider.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        provider.systemId(),
                        provider.password().text(),
                        provider.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null),
                provider.timeout().toMillis());
    }

    private Connection connect(String host, int port) throws IOException {
        var timeout = (int) provider.timeout().toMillis();
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), timeout);
            socket.setSoTimeout(timeout);
            return new SocketConnection(
                    provider.tls()
                            ? Tls.strategy().upgrade(socket, host, port, null, null)
                            : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Why a bind failed; the answer says nothing about any message. */
    private static Failed failure(IOException e) {
        if (e.getCause() instanceof NegativeResponseException refusal) {
            Delivery delivery = SmppStatus.delivery(refusal.getCommandStatus());
            return delivery instanceof Failed failed ? failed : new Misconfigured("bind refused");
        }
        return new Deferred("no connection");
    }

    /** Unbinds the session, which is not bound again after that. */
    synchronized void close() {
        isClosed = true;
        session.setTransactionTimer(UNBIND_TIMEOUT.toMillis());
        session.unbindAndClose();
    }
}
