package org.userphone.api.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.userphone.api.call.Admission;
import org.userphone.domain.Rejection;

/**
 * Asks for every call as it comes, before it waits for a thread, whether there is room for it.
 * Health and reflection are no calls of ours, and always answer.
 */
final class AdmissionTracer extends ServerStreamTracer.Factory {

    private static final Context.Key<Boolean> ADMITTED = Context.key("org.userphone.admitted");

    private final Admission admission;

    AdmissionTracer(Admission admission) {
        this.admission = admission;
    }

    /**
     * @throws Rejection if there was none for the call that this thread works on
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
