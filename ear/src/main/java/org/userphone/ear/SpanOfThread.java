package org.userphone.ear;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Asks the application, by JMX, in which span of a trace the current thread works. */
final class SpanOfThread {

    private SpanOfThread() {}

    /** The ids, {@code " trace=… span=…"}; empty without a span, and while nothing is traced. */
    static String inLog() {
        try {
            var beans = ManagementFactory.getPlatformMBeanServer();
            var span = new ObjectName("org.userphone:type=CurrentSpan");
            return beans.isRegistered(span) ? (String) beans.getAttribute(span, "InLog") : "";
        } catch (JMException e) {
            return ""; // it was there a moment ago
        }
    }
}
