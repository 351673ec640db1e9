package org.userphone.domain;

class RecordedTracingTest implements TracingContract {

    private final Tracing tracing = new RecordedTracing();

    @Override
    public Tracing tracing() {
        return tracing;
    }
}
