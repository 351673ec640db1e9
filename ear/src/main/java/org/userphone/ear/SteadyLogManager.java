package org.userphone.ear;

import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * The log manager of the JVM. It ignores the log configuration of the server, and keeps its
 * handlers while the JVM shuts down, where the one of the JDK removes them.
 */
public final class SteadyLogManager extends LogManager {

    @Override
    public void readConfiguration() {}

    @Override
    public void readConfiguration(InputStream configuration) {}

    @Override
    public void reset() {}
}
