package org.userphone.sms.smpp;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Reference;

/**
 * Reads the receipts that the SMSC sends as deliver_sm: by the parameters that SMPP 3.4 has for
 * them (sections 5.3.2.12 and 5.3.2.35), or else by the text of appendix B. A receipt that cannot
 * be recorded now is refused, so that the SMSC repeats it. A message that is no receipt, and a
 * receipt whose state is not final, are acknowledged and forgotten.
 */
final class SmppReceipts implements MessageReceiverListener {

    private static final System.Logger LOG = System.getLogger(SmppReceipts.class.getName());

    private static final int DELIVERED = 2;
    private static final int EXPIRED = 3;
    private static final int DELETED = 4;
    private static final int UNDELIVERABLE = 5;
    private static final int REJECTED = 8;

    private static final Pattern ID = field("id", "[^ ]+");
    private static final Pattern STATE = field("stat", "[A-Za-z]+");
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

    private static Pattern field(String name, String value) {
        return Pattern.compile("(?:^| )" + name + ":(" + value + ")", Pattern.CASE_INSENSITIVE);
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        if (!message.isSmscDeliveryReceipt()) {
            LOG.log(DEBUG, "A message came that is no receipt.");
            return;
        }
        try {
            receipt(message).map(List::of).ifPresent(receipts);
        } catch (RuntimeException e) { // the boundary to jsmpp
            LOG.log(WARNING, "A receipt could not be recorded; the SMSC has to repeat it.", e);
            throw new ProcessRequestException("try again", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    private Optional<Receipt> receipt(DeliverSm message) {
        var text = text(message);
        var id = id(message, text);
        int state = state(message, text);
        if (id.isEmpty() || !isFinal(state)) {
            return Optional.empty();
        }
        boolean delivered = state == DELIVERED;
        return Optional.of(
                new Receipt(
                        new Reference(provider.name(), id.get()),
                        delivered,
                        delivered ? Optional.empty() : Optional.of(reason(state, text)),
                        clock.instant()));
    }

    private static String reason(int state, String text) {
        return name(state) + find(ERROR, text).map(error -> ", error " + error).orElse("");
    }

    private Optional<String> id(DeliverSm message, String text) {
        var parameter = message.getOptionalParameter(Receipted_message_id.class);
        return parameter == null
                ? find(ID, text).map(provider.ids()::ofText)
                : Optional.of(provider.ids().ofAnswer(parameter.getValueAsString()));
    }

    private static String text(DeliverSm message) {
        OptionalParameter.OctetString payload = message.getOptionalParameter(Message_payload.class);
        return new String(
                payload == null ? message.getShortMessage() : payload.getValue(), ISO_8859_1);
    }

    private static Optional<String> find(Pattern field, String text) {
        var matcher = field.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The message_state (section 5.2.28) of a receipt; 0 if the receipt has none. */
    private static int state(DeliverSm message, String text) {
        var parameter = message.getOptionalParameter(Message_state.class);
        return parameter == null
                ? find(STATE, text).map(SmppReceipts::state).orElse(0)
                : parameter.getValue();
    }

    /** The message_state that an abbreviation in the text stands for; 0 if it is not final. */
    private static int state(String abbreviation) {
        return switch (abbreviation.toUpperCase(Locale.ROOT)) {
            case "DELIVRD" -> DELIVERED;
            case "EXPIRED" -> EXPIRED;
            case "DELETED" -> DELETED;
            case "UNDELIV" -> UNDELIVERABLE;
            case "REJECTD" -> REJECTED;
            default -> 0;
        };
    }

    /** Whether no other state can follow; one follows on enroute and on accepted. */
    private static boolean isFinal(int state) {
        return switch (state) {
            case DELIVERED, EXPIRED, DELETED, UNDELIVERABLE, REJECTED -> true;
            default -> false;
        };
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

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("no data_sm here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
