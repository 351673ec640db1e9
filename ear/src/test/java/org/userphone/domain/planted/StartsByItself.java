package org.userphone.domain.planted;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;

class StartsByItself {

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {}
}
