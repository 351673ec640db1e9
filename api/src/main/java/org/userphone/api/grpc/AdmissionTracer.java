package org.userphone.api.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.userphone.api.call.Admission;
import org.userphone.domain.Rejection;

/**
 * Asks {@link Admission} to admit each call when its stream begins, before the call waits for a
 * thread. Health and reflection, whose names begin with {@code grpc.}, are always admitted.
 */
final class AdmissionTracer extends ServerStreamTracer.Factory {

    private static final Context.Key<Boolean> ADMITTED = Context.key("org.userphone.admitted");

    private final Admission admission;

    AdmissionTracer(Admission admission) {
        this.admission = admission;
    }

    /**
     * Checks the call of the current context.
     *
     * @throws Rejection if the call was not admitted
     */
    static void check() {
        if (Boolean.FALSE.equals(ADMITTED.get())) {
            throw Admission.refusal();
        }
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata metadata) {
        return method.startsWith("grpc.") ? new ServerStreamTracer() {} : new Call();
    }

    private final class Call extends ServerStreamTracer {

        private final boolean admitted = admission.enter();

        @Override
        public Context filterContext(Context context) {
            return context.withValue(ADMITTED, admitted);
        }

        @Override
        public void streamClosed(Status status) {
            if (admitted) {
                admission.leave();
            }
        }
    }
}
