package org.userphone.bench;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/**
 * One call to be made, over whatever wire form.
 *
 * @param verb and path of the JSON form
 * @param token none is sent if it is empty
 */
record Request(
        Call call,
        MethodDescriptor<Message, Message> method,
        String verb,
        String path,
        Message message,
        Optional<String> token) {}
