package org.userphone.ear;

import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * The JVM's log manager: it ignores the server's own log configuration, and it does not fall silent
 * while the JVM ends.
 */
public final class SteadyLogManager extends LogManager {

    @Override
    public void readConfiguration() {}

    @Override
    public void readConfiguration(InputStream configuration) {}

    @Override
    public void reset() {}
}
