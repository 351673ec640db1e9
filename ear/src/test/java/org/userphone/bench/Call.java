package org.userphone.bench;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.PhoneQuery;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ResendPhoneCodeResponse;
import org.userphone.api.contract.ReturnPhoneVerificationCode;
import org.userphone.api.contract.SearchQuery;
import org.userphone.api.contract.SendPhoneVerificationCode;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.contract.UserServiceGrpc;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.contract.VerifyPhoneResponse;

/** A call that is measured: what is asked, and what is a right answer to it. */
enum Call {

    /** A number is set, and the code returned. */
    SET_RETURN("set, code returned") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            var set =
                    set(people.anybody())
                            .setReturnCode(ReturnPhoneVerificationCode.getDefaultInstance());
            return Optional.of(setPhone(this, set.build(), token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return isSet(answer, CODE_LENGTH);
        }
    },

    /** A number is set, and the code sent by SMS; the call is done when that is delivered. */
    SET_SEND("set, code sent") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            var set =
                    set(people.anybody())
                            .setSendCode(SendPhoneVerificationCode.getDefaultInstance());
            return Optional.of(setPhone(this, set.build(), token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return isSet(answer, 0);
        }
    },

    /** A number is set that is taken for proved. */
    SET_VERIFIED("set, verified") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            var set = set(people.anybody()).setIsVerified(true);
            return Optional.of(setPhone(this, set.build(), token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return isSet(answer, 0);
        }
    },

    /** A number is proved by its code. */
    VERIFY("verify") {
        @Override
        boolean takesCodes() {
            return true;
        }

        @Override
        Optional<Request> request(People people, Optional<String> token) {
            return people.nextWithCode()
                    .map(
                            pending ->
                                    new Request(
                                            this,
                                            plain(UserServiceGrpc.getVerifyPhoneMethod()),
                                            "POST",
                                            "/v2/users/" + pending.user() + "/phone/verify",
                                            VerifyPhoneRequest.newBuilder()
                                                    .setUserId(pending.user())
                                                    .setVerificationCode(pending.code())
                                                    .build(),
                                            token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof VerifyPhoneResponse verified
                    && verified.getDetails().getSequence() > 0;
        }
    },

    /** Another code is made in the place of one. */
    RESEND("resend") {
        @Override
        boolean takesCodes() {
            return true;
        }

        @Override
        Optional<Request> request(People people, Optional<String> token) {
            return people.nextWithCode()
                    .map(
                            pending ->
                                    new Request(
                                            this,
                                            plain(UserServiceGrpc.getResendPhoneCodeMethod()),
                                            "POST",
                                            "/v2/users/" + pending.user() + "/phone/resend",
                                            ResendPhoneCodeRequest.newBuilder()
                                                    .setUserId(pending.user())
                                                    .setReturnCode(
                                                            ReturnPhoneVerificationCode
                                                                    .getDefaultInstance())
                                                    .build(),
                                            token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof ResendPhoneCodeResponse sent
                    && sent.getDetails().getSequence() > 0
                    && sent.getVerificationCode().length() == CODE_LENGTH;
        }
    },

    /** A user is read. */
    GET("get user") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            return Optional.of(getUser(this, people.anybody(), token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof GetUserByIDResponse got
                    && request.message() instanceof GetUserByIDRequest asked
                    && got.getUser().getUserId().equals(asked.getUserId());
        }
    },

    /** Whoever has a number is looked for. */
    LIST("list by phone") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            var query =
                    SearchQuery.newBuilder()
                            .setPhoneQuery(PhoneQuery.newBuilder().setNumber(people.someNumber()));
            return Optional.of(
                    new Request(
                            this,
                            plain(UserServiceGrpc.getListUsersMethod()),
                            "POST",
                            "/v2/users",
                            ListUsersRequest.newBuilder().addQueries(query).build(),
                            token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof ListUsersResponse listed && listed.getResultCount() == 1;
        }
    },

    /**
     * The floor of the frame: a user is asked for by an id that nobody can have, so that the token
     * is checked and the database left alone.
     */
    TOKEN("token only") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            return Optional.of(getUser(this, TOO_LONG, token));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof Status refusal
                    && refusal.getCode() == Code.INVALID_ARGUMENT_VALUE;
        }
    },

    /** The floor of the wire: the same without a token. */
    NO_TOKEN("no token") {
        @Override
        Optional<Request> request(People people, Optional<String> token) {
            return Optional.of(getUser(this, TOO_LONG, Optional.empty()));
        }

        @Override
        boolean isRight(Request request, Message answer) {
            return answer instanceof Status refusal
                    && refusal.getCode() == Code.UNAUTHENTICATED_VALUE;
        }
    };

    private static final int CODE_LENGTH = 6;
    private static final String TOO_LONG = "x".repeat(201);

    /** Numbers that a Swiss mobile prefix has; only after so many does one come again. */
    private static final int NUMBERS = 10_000_000;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String text;

    Call(String text) {
        this.text = text;
    }

    /** The next one of its kind; none if everybody has been asked who can be. */
    abstract Optional<Request> request(People people, Optional<String> token);

    /**
     * @param answer the method's own, or a {@code google.rpc.Status}
     */
    abstract boolean isRight(Request request, Message answer);

    /** Whether it is about a user who has a code, and each can be asked once. */
    boolean takesCodes() {
        return false;
    }

    /** Whether it comes to the database, and so has a floor there. */
    boolean hasWork() {
        return compareTo(TOKEN) < 0;
    }

    /** Whether one user may be asked time and again. */
    boolean repeats() {
        return hasWork() && !takesCodes() && this != LIST;
    }

    @Override
    public String toString() {
        return text;
    }

    private static SetPhoneRequest.Builder set(String user) {
        var number = "+4179%07d".formatted(NUMBER.getAndIncrement() % NUMBERS);
        return SetPhoneRequest.newBuilder().setUserId(user).setPhone(number);
    }

    private static boolean isSet(Message answer, int codeLength) {
        return answer instanceof SetPhoneResponse set
                && set.getDetails().getSequence() > 0
                && set.getVerificationCode().length() == codeLength;
    }

    private static Request setPhone(Call call, SetPhoneRequest set, Optional<String> token) {
        return new Request(
                call,
                plain(UserServiceGrpc.getSetPhoneMethod()),
                "POST",
                "/v2/users/" + set.getUserId() + "/phone",
                set,
                token);
    }

    private static Request getUser(Call call, String user, Optional<String> token) {
        return new Request(
                call,
                plain(UserServiceGrpc.getGetUserByIDMethod()),
                "GET",
                "/v2/users/" + user,
                GetUserByIDRequest.newBuilder().setUserId(user).build(),
                token);
    }

    @SuppressWarnings("unchecked")
    private static MethodDescriptor<Message, Message> plain(MethodDescriptor<?, ?> method) {
        return (MethodDescriptor<Message, Message>) method;
    }
}
