package org.userphone.sms.planted;

import java.util.logging.Logger;

class LogsElsewhere {

    Logger log;
}
