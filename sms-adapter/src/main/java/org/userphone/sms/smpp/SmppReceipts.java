package org.userphone.sms.smpp;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.MessageId;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;

/**
 * Reads the receipts that the SMSC sends as deliver_sm or as data_sm: by the parameters that SMPP
 * 3.4 has for them (sections 5.3.2.12 and 5.3.2.35), or else by the text of appendix B, in all
 * spellings that SMSCs are known for. A receipt that cannot be recorded now is refused, so that the
 * SMSC repeats it. A message that is no receipt, and a receipt whose state is not final, are
 * acknowledged and forgotten; a receipt whose state is not known here is logged and counted.
 */
final class SmppReceipts implements MessageReceiverListener {

    private static final System.Logger LOG = System.getLogger(SmppReceipts.class.getName());

    private static final MessageId NO_ID = noId();

    private static final int SCHEDULED = 0;
    private static final int ENROUTE = 1;
    private static final int DELIVERED = 2;
    private static final int EXPIRED = 3;
    private static final int DELETED = 4;
    private static final int UNDELIVERABLE = 5;
    private static final int ACCEPTED = 6;
    private static final int REJECTED = 8;

    /** A state of SMPP 5. */
    private static final int SKIPPED = 9;

    /** No message_state of SMPP: what the receipt says is not known here. */
    private static final int NOT_UNDERSTOOD = -1;

    private static final Pattern ID = field("id", "[^\\s,;]+");
    private static final Pattern STATE = field("stat", "[0-9A-Za-z_-]+");
    private static final Pattern ERROR = field("err", "[0-9A-Za-z]+");

    private final SmppProvider provider;
    private final Consumer<List<Receipt>> receipts;
    private final Clock clock;

    /**
     * @param receipts takes receipts over; it throws an exception if it cannot record them
     */
    SmppReceipts(SmppProvider provider, Consumer<List<Receipt>> receipts, Clock clock) {
        this.provider = provider;
        this.receipts = receipts;
        this.clock = clock;
    }

    private static MessageId noId() {
        try {
            return new MessageId("");
        } catch (PDUStringException e) {
            throw new IllegalStateException(e); // it is short enough
        }
    }

    private static Pattern field(String name, String value) {
        return Pattern.compile(
                "(?:^|[\\s,;])" + name + ":(" + value + ")", Pattern.CASE_INSENSITIVE);
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        accept(message, message.getShortMessage());
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        accept(data, new byte[0]);
        return new DataSmResult(NO_ID, new OptionalParameter[0]);
    }

    private void accept(AbstractSmCommand message, byte[] shortMessage)
            throws ProcessRequestException {
        if (!isReceipt(message)) {
            LOG.log(DEBUG, "A message came that is no receipt.");
            return;
        }
        try {
            var receipt = receipt(message, text(message, shortMessage));
            if (receipt.isPresent()) {
                receipts.accept(List.of(receipt.get()));
            }
        } catch (RuntimeException e) { // the boundary to jsmpp
            LOG.log(WARNING, "A receipt could not be recorded; the SMSC has to repeat it.", e);
            throw new ProcessRequestException("try again", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    /** Some SMSCs mark a receipt by its parameter only. */
    private static boolean isReceipt(AbstractSmCommand message) {
        return MessageType.SMSC_DEL_RECEIPT.containedIn(message.getEsmClass())
                || message.getOptionalParameter(Receipted_message_id.class) != null;
    }

    private Optional<Receipt> receipt(AbstractSmCommand message, String text) {
        var id = id(message, text);
        int state = state(message, text);
        if (id.isEmpty() || !isFinal(state)) {
            return Optional.empty();
        }
        var reference = new Reference(provider.name(), id.get());
        if (state == NOT_UNDERSTOOD) {
            var word = find(STATE, text).orElse("a number");
            LOG.log(WARNING, "A receipt came with a state that is not known here: {0}", word);
            return Optional.of(Receipt.notUnderstood(reference, word, clock.instant()));
        }
        boolean delivered = state == DELIVERED;
        return Optional.of(
                new Receipt(
                        reference,
                        delivered,
                        delivered ? Optional.empty() : Optional.of(reason(state, text)),
                        clock.instant(),
                        true));
    }

    private static String reason(int state, String text) {
        return name(state) + find(ERROR, text).map(error -> ", error " + error).orElse("");
    }

    private Optional<String> id(AbstractSmCommand message, String text) {
        var parameter = message.getOptionalParameter(Receipted_message_id.class);
        return parameter == null
                ? find(ID, text).map(provider.ids()::ofText)
                : Optional.of(provider.ids().ofAnswer(withoutNul(parameter.getValue())));
    }

    /** The library takes the last octet for the closing NUL, which some SMSCs leave out. */
    private static String withoutNul(byte[] id) {
        return new String(id, ISO_8859_1).replaceFirst("\0+$", "");
    }

    private static String text(AbstractSmCommand message, byte[] shortMessage) {
        OptionalParameter.OctetString payload = message.getOptionalParameter(Message_payload.class);
        return new String(
                payload == null ? shortMessage : payload.getValue(),
                message.getDataCoding() == Alphabet.ALPHA_UCS2.value() ? UTF_16BE : ISO_8859_1);
    }

    private static Optional<String> find(Pattern field, String text) {
        var matcher = field.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The message_state (section 5.2.28) of a receipt; 0 if the receipt has none. */
    private static int state(AbstractSmCommand message, String text) {
        var parameter = message.getOptionalParameter(Message_state.class);
        return parameter == null
                ? find(STATE, text).map(SmppReceipts::state).orElse(0)
                : understood(parameter.getValue());
    }

    /** The message_state that a word in the text stands for; 0 if it is not final. */
    private static int state(String word) {
        return switch (word.toUpperCase(Locale.ROOT).replaceAll("[_-]", "")) {
            case "DELIVRD", "DELIVERD", "DELIVERED", "DELIVERY", "DLVRD", "READ" -> DELIVERED;
            case "EXPIRED", "EXPIRD" -> EXPIRED;
            case "DELETED", "DELETD", "CANCELED", "CANCELLED", "CANCELD" -> DELETED;
            case "UNDELIV",
                    "UNDELIVRD",
                    "UNDELIVERD",
                    "UNDELIVERED",
                    "UNDELIVERABLE",
                    "NONDELIVRD",
                    "NOTDELIVERED",
                    "UNDL",
                    "FAILED",
                    "FAIL",
                    "FAILURE",
                    "SKIPPED" ->
                    UNDELIVERABLE;
            case "REJECTD", "REJECTED", "REJECT", "BLOCKED" -> REJECTED;
            case "ENROUTE",
                    "ACCEPTD",
                    "ACCEPTED",
                    "SCHEDULED",
                    "QUEUED",
                    "BUFFERED",
                    "BUFFERD",
                    "BUFFRED",
                    "ACKED",
                    "PENDING",
                    "SENT",
                    "SUBMITTED" ->
                    0;
            default -> word.matches("[0-9]") ? understood(Integer.parseInt(word)) : NOT_UNDERSTOOD;
        };
    }

    private static int understood(int state) {
        return switch (state) {
            case SCHEDULED, ENROUTE, ACCEPTED -> 0;
            case DELIVERED, EXPIRED, DELETED, UNDELIVERABLE, REJECTED -> state;
            case SKIPPED -> UNDELIVERABLE;
            default -> NOT_UNDERSTOOD;
        };
    }

    /** Whether no other state can follow; one follows on enroute and on accepted. */
    private static boolean isFinal(int state) {
        return state != 0;
    }

    private static String name(int state) {
        return switch (state) {
            case EXPIRED -> "expired";
            case DELETED -> "deleted";
            case UNDELIVERABLE -> "undeliverable";
            default -> "rejected";
        };
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        // An alert has no answer, and nothing of ours depends on it.
    }
}
