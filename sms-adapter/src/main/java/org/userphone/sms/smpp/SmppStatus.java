package org.userphone.sms.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RBINDFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDCS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTNPI;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTTON;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVESMCLASS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVMSGLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVPASWD;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVREGDLVFLG;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSERTYP;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCNPI;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCTON;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSYSID;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSYSTYP;
import static org.jsmpp.SMPPConstant.STAT_ESME_RMSGQFUL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RPROHIBITED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTLVNOTALLWD;

import java.util.Optional;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Delivery.Deferred;
import org.userphone.domain.sms.Delivery.Misconfigured;
import org.userphone.domain.sms.Delivery.Refused;
import org.userphone.domain.sms.Delivery.Throttled;

/** What a command_status other than ESME_ROK means for a message (SMPP 3.4 section 5.1.3). */
final class SmppStatus {

    private SmppStatus() {}

    /** A status that is not known, such as one of a vendor's own, is taken for temporary. */
    static Delivery delivery(int status) {
        var reason = "SMPP status 0x%08X".formatted(status);
        return switch (status) {
            case STAT_ESME_RINVDSTADR, STAT_ESME_RINVMSGLEN -> new Refused(reason);
            case STAT_ESME_RTHROTTLED, STAT_ESME_RMSGQFUL ->
                    new Throttled(reason, Optional.empty());
            case STAT_ESME_RBINDFAIL,
                    STAT_ESME_RINVPASWD,
                    STAT_ESME_RINVSYSID,
                    STAT_ESME_RINVSYSTYP,
                    STAT_ESME_RINVSERTYP,
                    STAT_ESME_RINVSRCADR,
                    STAT_ESME_RINVSRCTON,
                    STAT_ESME_RINVSRCNPI,
                    STAT_ESME_RINVDSTTON,
                    STAT_ESME_RINVDSTNPI,
                    STAT_ESME_RINVDCS,
                    STAT_ESME_RINVESMCLASS,
                    STAT_ESME_RINVREGDLVFLG,
                    STAT_ESME_RTLVNOTALLWD,
                    STAT_ESME_RPROHIBITED ->
                    new Misconfigured(reason);
            default -> new Deferred(reason);
        };
    }
}
