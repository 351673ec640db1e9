package org.userphone.sms.telemetry;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.userphone.domain.Tracing;

/** Tells the log, by JMX, in which span a line is written. */
final class CurrentSpan implements CurrentSpanMBean {

    /** Under this name the launcher's log asks for it. */
    private static final String BEAN = "org.userphone:type=CurrentSpan";

    private final Tracing tracing;

    CurrentSpan(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public String getInLog() {
        return tracing.current().inLog();
    }

    void register() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            new StandardMBean(this, CurrentSpanMBean.class), new ObjectName(BEAN));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(BEAN));
        } catch (InstanceNotFoundException e) {
            return; // the start failed before it was there
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
