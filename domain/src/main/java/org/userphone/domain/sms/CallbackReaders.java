package org.userphone.domain.sms;

import java.util.Optional;

/** The providers that tell us by HTTP what became of messages. */
public interface CallbackReaders {

    /**
     * @param provider by the name that the configuration gives it
     */
    Optional<CallbackReader> of(String provider);
}
