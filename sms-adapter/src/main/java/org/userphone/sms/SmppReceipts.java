package org.userphone.sms;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/**
 * Acknowledges what the SMSC sends us, so that it does not send it again, and makes nothing of it
 * yet. It may come before the answer to the message that it is about.
 */
final class SmppReceipts implements MessageReceiverListener {

    @Override
    public void onAcceptDeliverSm(DeliverSm receipt) {
        // To return is to acknowledge.
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
