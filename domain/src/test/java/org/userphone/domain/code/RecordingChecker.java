package org.userphone.domain.code;

import java.util.ArrayList;
import java.util.List;
import org.userphone.domain.InMemory;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.code.CodeOrigin.ByProvider;

/** A provider that knows one code. It fails if it is asked while a transaction is open. */
public final class RecordingChecker implements CodeChecker {

    /** Sets the code that is right. */
    public static final String RIGHT = "123456";

    private final InMemory memory;
    private final List<ByProvider> asked = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean silent;

    public RecordingChecker(InMemory memory) {
        this.memory = memory;
    }

    @Override
    public boolean isRight(ByProvider origin, String text) {
        if (memory.isOpen()) {
            throw new AssertionError("a transaction is open while a provider is asked");
        }
        asked.add(origin);
        meanwhile.run();
        if (silent) {
            throw new Rejection(Reason.CODE_CHECK_UNAVAILABLE);
        }
        return text.equals(RIGHT);
    }

    /** Gives no answers from now on. */
    public void keepSilent() {
        silent = true;
    }

    /** Sets what happens while the provider is asked. */
    public void meanwhile(Runnable event) {
        meanwhile = event;
    }

    public List<ByProvider> asked() {
        return List.copyOf(asked);
    }
}
