package org.userphone.bench;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.ReturnPhoneVerificationCode;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.contract.UserServiceGrpc;

/** A call that is measured: what is asked, and what is a right answer to it. */
enum Call {

    /** A user's number is set to another one: three rows written, one transaction. */
    SET_PHONE {
        @Override
        Request request(Installation program) {
            return setPhone(program.anyUser(), Optional.of(program.token()));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof SetPhoneResponse set
                    && set.getDetails().getSequence() > 0
                    && set.getVerificationCode().length() == CODE_LENGTH;
        }
    },

    /** A user is read: one row. */
    GET_USER {
        @Override
        Request request(Installation program) {
            var user = program.anyUser();
            return new Request(
                    plain(UserServiceGrpc.getGetUserByIDMethod()),
                    "GET",
                    "/v2/users/" + user,
                    GetUserByIDRequest.newBuilder().setUserId(user).build(),
                    Optional.of(program.token()));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof GetUserByIDResponse got
                    && request.message() instanceof GetUserByIDRequest asked
                    && got.getUser().getUserId().equals(asked.getUserId());
        }
    },

    /** The floor: a number is to be set without a token, so that it costs the wire and no more. */
    NO_TOKEN {
        @Override
        Request request(Installation program) {
            return setPhone(program.anyUser(), Optional.empty());
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof Status refusal
                    && refusal.getCode() == Code.UNAUTHENTICATED_VALUE;
        }
    };

    private static final int CODE_LENGTH = 6;

    /** Numbers that a Swiss mobile prefix has; only after so many does one come again. */
    private static final int NUMBERS = 10_000_000;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** The next one of its kind, about somebody at random. */
    abstract Request request(Installation program);

    /**
     * @param answer the method's own, or a {@code google.rpc.Status}
     */
    abstract boolean isRight(Request request, Message answer);

    private static Request setPhone(String user, Optional<String> token) {
        var number = "+4179%07d".formatted(NUMBER.getAndIncrement() % NUMBERS);
        return new Request(
                plain(UserServiceGrpc.getSetPhoneMethod()),
                "POST",
                "/v2/users/" + user + "/phone",
                SetPhoneRequest.newBuilder()
                        .setUserId(user)
                        .setPhone(number)
                        .setReturnCode(ReturnPhoneVerificationCode.getDefaultInstance())
                        .build(),
                token);
    }

    @SuppressWarnings("unchecked")
    private static MethodDescriptor<Message, Message> plain(MethodDescriptor<?, ?> method) {
        return (MethodDescriptor<Message, Message>) method;
    }
}
