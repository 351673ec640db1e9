package org.userphone.api.call;

import java.util.Locale;

/** The wire forms of calls. */
public enum Form {
    JSON,
    GRPC,
    GRPC_WEB,
    CONNECT,
    SCIM;

    /** As metrics show it: {@code grpc-web}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
