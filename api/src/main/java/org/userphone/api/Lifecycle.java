package org.userphone.api;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationStart;

/**
 * Starts and ends the application with its web module, because the listener of a web module is the
 * one place where every application server lets the application use threads, transactions and
 * names. If the start fails, what has been begun is ended.
 *
 * <p>Injection is by field, because servers make listeners by a constructor without parameters.
 */
@WebListener
public class Lifecycle implements ServletContextListener {

    @Inject Event<ApplicationStart> start;
    @Inject Event<ApplicationEnd> end;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        boolean started = false;
        try {
            start.fire(new ApplicationStart());
            started = true;
        } finally {
            if (!started) {
                end.fire(new ApplicationEnd());
            }
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        end.fire(new ApplicationEnd());
    }
}
