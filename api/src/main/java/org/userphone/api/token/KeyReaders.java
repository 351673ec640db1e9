package org.userphone.api.token;

import static jakarta.enterprise.event.Reception.IF_EXISTS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;

/**
 * Reads the keys of the issuers on threads of the application server, from the start of the
 * application to its end. Each reading has a thread of its own, so that an issuer that does not
 * answer holds up nothing else; there is one at a time for each issuer.
 */
@ApplicationSingleton
class KeyReaders implements Executor {

    private static final String THREADS = "java:comp/DefaultManagedThreadFactory";
    private static final String TIMER = "java:comp/DefaultManagedScheduledExecutorService";

    /** How often it is looked whether keys are due; to look costs next to nothing. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private ThreadFactory threads;
    private Future<?> timer;
    private boolean stopped;

    /**
     * Factory and timer are looked up, because they are no beans before Jakarta Concurrency 3.1.
     */
    synchronized void start(
            @Observes @Priority(ApplicationStart.WORKERS) ApplicationStart start,
            TokenVerifier verifier)
            throws NamingException {
        if (!stopped) {
            threads = InitialContext.doLookup(THREADS);
            ManagedScheduledExecutorService executor = InitialContext.doLookup(TIMER);
            timer =
                    executor.scheduleWithFixedDelay(
                            verifier::readDueKeys, 0, PERIOD.toMillis(), MILLISECONDS);
        }
    }

    /**
     * @throws RejectedExecutionException before the start and after the end of the application
     */
    @Override
    public synchronized void execute(Runnable reading) {
        if (threads == null || stopped) {
            throw new RejectedExecutionException("the application is starting or stopping");
        }
        Thread thread =
                threads.newThread(
                        () -> {
                            running.add(Thread.currentThread());
                            try {
                                reading.run();
                            } finally {
                                running.remove(Thread.currentThread());
                            }
                        });
        if (thread == null) {
            throw new RejectedExecutionException("the server gives no thread");
        }
        thread.start();
    }

    /** Begins no further reading, and interrupts those under way. */
    synchronized void stop(
            @Observes(notifyObserver = IF_EXISTS) @Priority(ApplicationEnd.WORKERS)
                    ApplicationEnd end) {
        stopped = true;
        if (timer != null) {
            timer.cancel(false);
        }
        running.forEach(Thread::interrupt);
    }
}
