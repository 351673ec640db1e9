package org.userphone.api;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.userphone.api.call.Rpcs;

/**
 * Somebody to make calls to, in whatever form: the domain in memory, or the program behind one of
 * its wires. It begins at noon, and nobody is in it.
 */
public interface World {

    /**
     * One call of the contract.
     *
     * @param caller one of {@link Callers}
     * @param rpc the name in the contract, as {@link Rpcs#name} has it
     * @param request the message as JSON, or what is none
     * @param organisation what the request names as {@code x-zitadel-orgid}
     * @param region what the request names as {@code x-userphone-region}
     * @param keys every {@code Idempotency-Key} of the request
     */
    record Call(
            String caller,
            String rpc,
            String request,
            Optional<String> organisation,
            Optional<String> region,
            List<String> keys) {

        static Call of(String caller, String rpc, String request) {
            return new Call(caller, rpc, request, Optional.empty(), Optional.empty(), List.of());
        }
    }

    /**
     * @return the call's own answer, or a {@code google.rpc.Status} if it was refused; empty if
     *     this form has no way to make such a call
     */
    Optional<Message> call(Call call);

    /** Time passes. */
    void advance(Duration time);
}
