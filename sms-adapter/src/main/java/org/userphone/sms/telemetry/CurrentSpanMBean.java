package org.userphone.sms.telemetry;

/** By which the log, which knows no classes of the application, learns the span of its thread. */
public interface CurrentSpanMBean {

    /** The ids, {@code " trace=… span=…"}, in the thread that asks; empty if it has no span. */
    String getInLog();
}
