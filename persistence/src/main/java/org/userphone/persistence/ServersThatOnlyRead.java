package org.userphone.persistence;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Ends a connection to a server that only reads (SQLSTATE 25006): after a failover it leads to the
 * one that was the primary, and a new one leads to the one that is.
 */
final class ServersThatOnlyRead implements SQLExceptionOverride {

    @java.lang.Override // the interface has a type of this name
    public Override adjudicate(SQLException failure) {
        return "25006".equals(failure.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
