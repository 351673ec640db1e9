package org.userphone.api.metrics;

import com.google.rpc.Code;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.userphone.api.status.Statuses;

/** Measures the duration of every call, by its name in the contract and the code of its answer. */
@Measured
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class CallTimer {

    /** Without a unit, because Payara would convert only some of the numbers of a histogram. */
    private static final Metadata CALLS =
            Metadata.builder()
                    .withName("userphone_call_microseconds")
                    .withDescription("Calls that had a valid token, by rpc and code")
                    .build();

    private record Key(String method, Code code) {}

    private final MetricRegistry registry;
    private final Map<Key, Histogram> histograms = new ConcurrentHashMap<>();

    @Inject
    public CallTimer(MetricRegistry registry) {
        this.registry = registry;
    }

    @AroundInvoke
    Object time(InvocationContext call) throws Exception {
        var start = System.nanoTime();
        var code = Code.INTERNAL;
        try {
            var answer = call.proceed();
            code = Code.OK;
            return answer;
        } catch (RuntimeException e) { // rethrown
            code = Statuses.code(e);
            throw e;
        } finally {
            histograms
                    .computeIfAbsent(new Key(call.getMethod().getName(), code), this::histogram)
                    .update((System.nanoTime() - start) / 1000);
        }
    }

    /** A method has the name of its rpc in the contract, but with a small first letter. */
    private Histogram histogram(Key key) {
        var name = key.method();
        var rpc = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return registry.histogram(CALLS, new Tag("rpc", rpc), new Tag("code", key.code().name()));
    }
}
