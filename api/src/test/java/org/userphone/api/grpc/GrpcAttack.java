package org.userphone.api.grpc;

import static org.userphone.api.grpc.RawConnection.DATA;
import static org.userphone.api.grpc.RawConnection.END_HEADERS;
import static org.userphone.api.grpc.RawConnection.END_STREAM;

import java.io.IOException;

/** What a client without a token can do to a call. */
public enum GrpcAttack {
    TIMEOUT_OF_LETTERS {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream, "grpc-timeout", "xx");
        }
    },
    EMPTY_TIMEOUT {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream, "grpc-timeout", "");
        }
    },
    TIMEOUT_OF_TEN_DIGITS {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream, "grpc-timeout", "1234567890S");
        }
    },
    TIMEOUT_THAT_IS_OVER {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream, "grpc-timeout", "1n");
        }
    },
    REQUEST_WITHOUT_MESSAGE {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.headers(stream, END_HEADERS | END_STREAM);
        }
    },
    REQUEST_WITHOUT_END {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.begin(stream);
            connection.message(stream, 0);
        }
    },
    HEAD_ONLY {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.begin(stream);
        }
    },
    HALF_A_MESSAGE {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.begin(stream);
            connection.frame(DATA, 0, stream, new byte[] {0, 0, 0, 1, 0, 7});
        }
    },
    MESSAGE_THAT_ENDS_EARLY {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.begin(stream);
            connection.frame(DATA, END_STREAM, stream, new byte[] {0, 0, 0, 1, 0, 7});
        }
    },
    SEVERAL_MESSAGES {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.begin(stream);
            for (int i = 0; i < 3; i++) {
                connection.message(stream, 0);
            }
        }
    },
    UNKNOWN_COMPRESSION {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream, "grpc-encoding", "zip");
        }
    },
    RESET_AFTER_THE_HEAD {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.begin(stream);
            connection.reset(stream);
        }
    },
    RESET_OF_A_WHOLE_REQUEST {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream);
            connection.reset(stream);
        }
    },
    WHOLE_REQUEST {
        @Override
        public void on(RawConnection connection, int stream) throws IOException {
            connection.whole(stream);
        }
    };

    public abstract void on(RawConnection connection, int stream) throws IOException;
}
