package org.userphone.api.grpc;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.concurrent.TimeoutException;

/**
 * Lets a call end its stream after it has sent its answer. {@link io.grpc.ServerCall} cannot do
 * that; grpc-java ends a stream whose context runs out of time.
 */
final class StreamCancellation {

    private static final Context.Key<CancellableContext> STREAM =
            Context.key("org.userphone.stream");

    private final CancellableContext stream;

    private StreamCancellation(CancellableContext stream) {
        this.stream = stream;
    }

    /** Of the stream whose call runs in the current context. */
    static StreamCancellation current() {
        return new StreamCancellation(STREAM.get());
    }

    /** Ends the stream, with all that waits to be sent. */
    void cancel(String why) {
        stream.cancel(new TimeoutException(why));
    }

    /** Gives each stream a context that can be cancelled. */
    static final class Factory extends ServerStreamTracer.Factory {

        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata metadata) {
            return new ServerStreamTracer() {
                @Override
                public Context filterContext(Context context) {
                    var stream = context.withCancellation();
                    return stream.withValue(STREAM, stream);
                }
            };
        }
    }
}
