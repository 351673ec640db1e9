package org.userphone.api.call;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.userphone.api.admission.ListMemory;
import org.userphone.domain.TraceContext;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.UserId;

/**
 * What is known of a request over any wire form, from its first header to its line in the log: its
 * id, where it comes from, who makes it, and what memory its answer holds.
 */
public final class RequestRecord {

    private static final int MAX_PATH_LENGTH = 200;
    private static final Pattern PHONE_NUMBER =
            Pattern.compile("(?:\\+|%2[Bb])?(?<![0-9])\\d{7,15}(?![0-9])");

    /**
     * An id that a caller may give a request, such as a UUID or the id of a trace: no character of
     * it could end a value in the log.
     */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    private final String id;
    private final long start = System.nanoTime();
    private final String address;
    private volatile Optional<Caller> caller = Optional.empty();
    private volatile Optional<String> call = Optional.empty();
    private volatile Optional<UserId> user = Optional.empty();
    private volatile Optional<ListMemory.Share> memory = Optional.empty();
    private volatile TraceContext trace = TraceContext.NONE;

    /**
     * @param address the client address as the log shows it; empty if the log does not
     * @param sent the values of {@code X-Request-Id} in the request. The id is kept if there is one
     *     of 1 to 128 letters, digits and {@code . _ : / -} that is no phone number; otherwise a
     *     new one is made
     */
    public RequestRecord(String address, List<String> sent) {
        this.address = address;
        this.id = sent.size() == 1 && isId(sent.get(0)) ? sent.get(0) : InFlight.newId();
    }

    private static boolean isId(String sent) {
        return ID.matcher(sent).matches() && !PHONE_NUMBER.matcher(sent).matches();
    }

    /** The id, as in {@code X-Request-Id}. */
    public String id() {
        return id;
    }

    /** The token is good; this is its caller. */
    void verified(Caller by) {
        caller = Optional.of(by);
    }

    /**
     * The request makes this call.
     *
     * @param name of the call in the contract
     */
    void asks(String name, Message message) {
        call = Optional.of(name);
        user =
                Optional.ofNullable(message.getDescriptorForType().findFieldByName("user_id"))
                        .map(field -> String.valueOf(message.getField(field)))
                        .filter(text -> !text.isEmpty() && text.length() <= MAX_PATH_LENGTH)
                        .map(UserId::new);
    }

    /** The request is worked on in this place of a trace. */
    void traced(TraceContext by) {
        trace = by;
    }

    /** From now on the answer may hold memory. */
    public void hold(ListMemory.Share share) {
        memory = Optional.of(share);
    }

    /** The answer is written, as so many bytes, which wait to be fetched. */
    public void written(int bytes) {
        memory.ifPresent(share -> share.written(bytes));
    }

    /** The answer was fetched or thrown away; it holds no memory any more. */
    public void release() {
        memory.ifPresent(ListMemory.Share::release);
    }

    /**
     * The line of the log when the request has ended: what was asked for, what came of it, the
     * milliseconds that it took, its id, the client address, the user id of the caller, of a call
     * its name and the user that it is about, and the ids of its trace and span. What may be a
     * phone number is masked.
     *
     * @param path of HTTP, without a query, or of gRPC; its first {@value #MAX_PATH_LENGTH}
     *     characters are shown
     */
    public String line(String method, String path, String outcome) {
        var line = new StringBuilder(method).append(' ');
        var shown = masked(path);
        line.append(shown, 0, Math.min(shown.length(), MAX_PATH_LENGTH));
        line.append(" status=").append(outcome).append(" ms=");
        line.append(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        line.append(" request=").append(id);
        if (!address.isEmpty()) {
            line.append(" client=").append(address);
        }
        caller.ifPresent(by -> line.append(" caller=").append(by.id().inLog()));
        call.ifPresent(name -> line.append(" method=").append(name));
        user.ifPresent(about -> line.append(" user=").append(about.inLog()));
        return line.append(trace.inLog()).toString();
    }

    private static String masked(String text) {
        return PHONE_NUMBER.matcher(text).replaceAll("+…");
    }
}
