package org.userphone.api.planted;

import com.google.rpc.Status;

class MakesItsOwnStatus {

    Status status() {
        return Status.newBuilder().setCode(5).build();
    }
}
