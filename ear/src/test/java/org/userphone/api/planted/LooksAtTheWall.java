package org.userphone.api.planted;

import java.time.Instant;

class LooksAtTheWall {

    Instant time() {
        return Instant.now();
    }
}
