package org.userphone.domain.planted;

import jakarta.transaction.Transactional;
import org.userphone.domain.Collaborator;

@Collaborator
class BeginsInSilence {

    @Transactional
    void begin() {
        // What matters is who commits afterwards.
    }
}
