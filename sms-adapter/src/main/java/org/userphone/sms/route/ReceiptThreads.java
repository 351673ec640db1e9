package org.userphone.sms.route;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.ApplicationStart;
import org.userphone.domain.sms.AcceptReceipts;
import org.userphone.domain.sms.Receipt;

/**
 * Records receipts on threads of the application server. They come on threads of a provider's
 * library, on which the server has no transactions.
 */
@ApplicationSingleton
public class ReceiptThreads {

    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";

    private final Instance<AcceptReceipts> useCase;
    private volatile ManagedExecutorService executor;

    @Inject
    public ReceiptThreads(Instance<AcceptReceipts> useCase) {
        this.useCase = useCase;
    }

    /** Looks the executor up, because it is no bean before Jakarta Concurrency 3.1. */
    void start(@Observes @Priority(ApplicationStart.BEANS) ApplicationStart start)
            throws NamingException {
        executor = InitialContext.doLookup(EXECUTOR);
    }

    /**
     * Takes receipts over from any thread, and returns when they are committed; otherwise it throws
     * an exception.
     */
    Consumer<List<Receipt>> taker() {
        return this::take;
    }

    private void take(List<Receipt> receipts) {
        try {
            executor.submit(() -> useCase.get().accept(receipts)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("receipts could not be recorded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
