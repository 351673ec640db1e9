package org.userphone.domain.planted;

import jakarta.inject.Inject;

class InjectedModel {

    @Inject
    InjectedModel() {}
}
