package org.userphone.sms.planted;

import jakarta.inject.Inject;
import java.time.Clock;

class InjectedFields {

    @Inject Clock clock;
}
