package org.userphone.sms.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVPASWD;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSYSERR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;
import org.userphone.domain.text.Gsm7Test;
import org.userphone.sms.FakeProvider;

/** An SMSC of jsmpp's on a free port, which can go away and come back there. */
public final class FakeSmsc implements FakeProvider {

    public static final String PASSWORD = "p-of-esm";

    /** What the SMSC does with a message before it answers. */
    @FunctionalInterface
    interface Submitted {
        void by(SMPPServerSession session) throws Exception;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<BindRequest> binds = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final List<SubmitSm> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger enquiries = new AtomicInteger();
    private volatile Submitted first = session -> {};
    private volatile Behaviour behaviour = Behaviour.ACCEPTS;
    private volatile int refusal = STAT_ESME_RINVDSTADR;
    private final ServerSocketFactory sockets;
    private SMPPServerSessionListener listener;
    private Future<?> accepting;
    private int port;

    public FakeSmsc() {
        this(ServerSocketFactory.getDefault());
    }

    FakeSmsc(ServerSocketFactory sockets) {
        this.sockets = sockets;
        comeBack();
    }

    public int port() {
        return port;
    }

    List<BindRequest> binds() {
        return List.copyOf(binds);
    }

    List<SubmitSm> accepted() {
        return List.copyOf(accepted);
    }

    int enquiries() {
        return enquiries.get();
    }

    /** The latest session. */
    SMPPServerSession session() {
        return sessions.get(sessions.size() - 1);
    }

    /** Whether the latest session is bound. */
    public boolean isBound() {
        return !sessions.isEmpty() && session().getSessionState().isBound();
    }

    /** Sends a receipt of this text over the latest session; returns when it is acknowledged. */
    public void deliverReceipt(String text) throws Exception {
        deliver(session(), text, MessageType.SMSC_DEL_RECEIPT);
    }

    /** Sends a message over the session, and returns when it is acknowledged. */
    static void deliver(
            SMPPServerSession session,
            String text,
            MessageType type,
            OptionalParameter... parameters)
            throws Exception {
        deliver(session, text.getBytes(US_ASCII), type, Alphabet.ALPHA_DEFAULT, parameters);
    }

    static void deliver(
            SMPPServerSession session,
            byte[] text,
            MessageType type,
            Alphabet alphabet,
            OptionalParameter... parameters)
            throws Exception {
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                "41791234567",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "ACME",
                new ESMClass(type.value()),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(),
                new GeneralDataCoding(alphabet),
                text,
                parameters);
    }

    /** Whether every session has ended. */
    boolean isLeftAlone() {
        return sessions.stream().noneMatch(session -> session.getSessionState().isBound());
    }

    @Override
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Refuses every message with that status. */
    void refuse(int status) {
        refusal = status;
        behaviour = Behaviour.REFUSES_THE_NUMBER;
    }

    void onSubmit(Submitted next) {
        first = next;
    }

    /** Listens, at the same port as before. */
    public void comeBack() {
        try {
            var socket = sockets.createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = socket.getLocalPort();
            listener = new SMPPServerSessionListener(port, new Listening(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.setPduProcessorDegree(20);
        listener.setMessageReceiverListener(new Receiver());
        var listening = listener;
        accepting = threads.submit(() -> accept(listening));
    }

    private void accept(SMPPServerSessionListener listening) {
        try {
            while (true) {
                var session = listening.accept();
                sessions.add(session);
                threads.execute(() -> bind(session));
            }
        } catch (IOException e) {
            return; // it went away
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            var bind = session.waitForBind(5000);
            binds.add(bind);
            if (bind.getPassword().equals(PASSWORD)) {
                bind.accept("smsc");
            } else {
                bind.reject(STAT_ESME_RINVPASWD);
            }
        } catch (IOException | TimeoutException | PDUStringException e) {
            session.close();
        }
    }

    @Override
    public List<String> texts() {
        var texts = new ArrayList<String>();
        var parts = new ByteArrayOutputStream();
        for (var message : accepted) {
            var octets = message.getShortMessage();
            if (message.isUdhi()) {
                parts.writeBytes(Arrays.copyOfRange(octets, octets[0] + 1, octets.length));
                if (octets[4] == octets[5]) { // the last one
                    texts.add(decode(message, parts.toByteArray()));
                    parts.reset();
                }
            } else {
                var payload = message.getOptionalParameter(Message_payload.class);
                texts.add(decode(message, payload == null ? octets : payload.getValue()));
            }
        }
        return texts;
    }

    private static String decode(SubmitSm message, byte[] octets) {
        return message.getDataCoding() == Alphabet.ALPHA_UCS2.value()
                ? new String(octets, UTF_16BE)
                : Gsm7Test.decode(octets);
    }

    @Override
    public List<String> recipients() {
        return accepted.stream().map(message -> "+" + message.getDestAddress()).toList();
    }

    @Override
    public void goAway() {
        try {
            listener.close();
            accepting.get();
        } catch (IOException | InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        sessions.forEach(SMPPServerSession::close);
    }

    @Override
    public void close() {
        end.countDown();
        goAway();
        threads.shutdownNow();
    }

    private record Listening(ServerSocket socket) implements ServerConnectionFactory {

        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    private final class Receiver implements ServerMessageReceiverListener {

        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession session)
                throws ProcessRequestException {
            try {
                first.by(session);
                return switch (behaviour) {
                    case ACCEPTS -> accept(message);
                    case REFUSES_THE_NUMBER -> throw refused(refusal);
                    case THROTTLES -> throw refused(STAT_ESME_RTHROTTLED);
                    case FAILS -> throw refused(STAT_ESME_RSYSERR);
                    case KEEPS_SILENT -> {
                        end.await();
                        throw refused(STAT_ESME_RSYSERR);
                    }
                };
            } catch (ProcessRequestException e) {
                throw e;
            } catch (Exception e) { // jsmpp answers it with an error
                throw new IllegalStateException(e);
            }
        }

        private SubmitSmResult accept(SubmitSm message) throws PDUStringException {
            accepted.add(message);
            return new SubmitSmResult(
                    new MessageId("m" + accepted.size()), new OptionalParameter[0]);
        }

        private static ProcessRequestException refused(int status) {
            return new ProcessRequestException("refused", status);
        }

        @Override
        public void onAcceptEnquireLink(EnquireLink enquiry, Session source) {
            enquiries.incrementAndGet();
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(
                SubmitMulti message, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm replacement, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptCancelSm(CancelSm cancellation, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(
                BroadcastSm message, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptCancelBroadcastSm(
                CancelBroadcastSm cancellation, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
                QueryBroadcastSm query, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) {
            throw new UnsupportedOperationException();
        }
    }
}
