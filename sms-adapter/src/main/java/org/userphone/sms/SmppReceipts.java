package org.userphone.sms;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
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
 * Reads the receipts that the SMSC sends us as deliver_sm: by the parameters that SMPP 3.4 has for
 * them (sections 5.3.2.12 and 5.3.2.35), else by the text of appendix B. One that cannot be taken
 * over now is refused, so that the SMSC repeats it; anything that is no receipt, or says nothing
 * final, is acknowledged and forgotten.
 */
final class SmppReceipts implements MessageReceiverListener {

    private static final System.Logger LOG = System.getLogger(SmppReceipts.class.getName());

    private static final Pattern ID = field("id", "[^ ]+");
    private static final Pattern STATE = field("stat", "[A-Za-z]+");
    private static final Pattern ERROR = field("err", "[0-9A-Za-z]+");

    private final String provider;
    private final SmppIds ids;
    private final Consumer<List<Receipt>> receipts;
    private final Clock clock;

    /**
     * @param provider by the name that the configuration gives it
     * @param receipts takes them over, or throws
     */
    SmppReceipts(String provider, SmppIds ids, Consumer<List<Receipt>> receipts, Clock clock) {
        this.provider = provider;
        this.ids = ids;
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
        var parameter = message.getOptionalParameter(Message_state.class);
        var state =
                parameter == null
                        ? find(STATE, text).map(SmppReceipts::state)
                        : Optional.of((int) parameter.getValue());
        return id(message, text)
                .flatMap(
                        id ->
                                state.flatMap(SmppReceipts::delivered)
                                        .map(delivered -> receipt(id, delivered, state, text)));
    }

    private Receipt receipt(String id, boolean delivered, Optional<Integer> state, String text) {
        var reason =
                delivered
                        ? Optional.<String>empty()
                        : state.map(
                                number ->
                                        name(number)
                                                + find(ERROR, text)
                                                        .map(error -> ", error " + error)
                                                        .orElse(""));
        return new Receipt(new Reference(provider, id), delivered, reason, clock.instant());
    }

    private Optional<String> id(DeliverSm message, String text) {
        var parameter = message.getOptionalParameter(Receipted_message_id.class);
        return parameter == null
                ? find(ID, text).map(ids::ofText)
                : Optional.of(ids.ofAnswer(parameter.getValueAsString()));
    }

    private static String text(DeliverSm message) {
        OptionalParameter.OctetString payload = message.getOptionalParameter(Message_payload.class);
        return new String(
                payload == null ? message.getShortMessage() : payload.getValue(), ISO_8859_1);
    }

    private static Optional<String> find(Pattern field, String text) {
        return Optional.of(field.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
    }

    /** The number of a state (section 5.2.28) that the text abbreviates; 0 if it is none. */
    private static int state(String abbreviation) {
        return switch (abbreviation.toUpperCase(Locale.ROOT)) {
            case "DELIVRD" -> 2;
            case "EXPIRED" -> 3;
            case "DELETED" -> 4;
            case "UNDELIV" -> 5;
            case "REJECTD" -> 8;
            default -> 0;
        };
    }

    /** Empty for what is not final, such as enroute and accepted, or says nothing, as unknown. */
    private static Optional<Boolean> delivered(int state) {
        return switch (state) {
            case 2 -> Optional.of(true);
            case 3, 4, 5, 8 -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String name(int state) {
        return switch (state) {
            case 3 -> "expired";
            case 4 -> "deleted";
            case 5 -> "undeliverable";
            default -> "rejected";
        };
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        // It has no answer.
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("no data_sm here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
