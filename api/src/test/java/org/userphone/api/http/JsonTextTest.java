package org.userphone.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.api.call.Rpcs;
import org.userphone.api.contract.ErrorDetail;
import org.userphone.api.contract.SetPhoneRequest;

class JsonTextTest {

    private static final JsonFormat.Printer LIBRARY =
            JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .usingTypeRegistry(
                            TypeRegistry.newBuilder()
                                    .add(
                                            details().stream()
                                                    .map(Message::getDescriptorForType)
                                                    .toList())
                                    .build());

    private final Random random = new Random(20261130);

    /** Every type of message that a call takes or gives. */
    static Stream<Descriptor> types() {
        return Rpcs.methods()
                .flatMap(method -> Stream.of(method.getInputType(), method.getOutputType()))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessageOfTheContractIsWrittenAsTheLibraryWritesIt(Descriptor type) throws Exception {
        for (int round = 0; round < 20; round++) {
            var message = filled(type, 0);

            assertThat(JsonText.of(message)).isEqualTo(LIBRARY.print(message));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 120_000_000, 999_999_999})
    void aTimeIsWrittenAsTheLibraryWritesIt(int nanos) throws Exception {
        for (long seconds :
                new long[] {0, -1, 1_796_000_000L, -62_135_596_800L, 253_402_300_799L}) {
            var time = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();

            assertThat(JsonText.of(time)).isEqualTo(LIBRARY.print(time));
        }
    }

    @Test
    void everyLetterIsWrittenAsTheLibraryWritesIt() throws Exception {
        var letters = new StringBuilder();
        for (char letter = 0; letter < 0xd800; letter++) {
            letters.append(letter);
        }
        var message = SetPhoneRequest.newBuilder().setPhone(letters + "😀").build();

        assertThat(JsonText.of(message)).isEqualTo(LIBRARY.print(message));
    }

    @Test
    void theDetailsOfARefusalAreWrittenAsTheLibraryWritesThem() throws Exception {
        var status = Status.newBuilder().setCode(3).setMessage("no");
        for (var detail : details()) {
            status.addDetails(Any.pack(detail));
            status.addDetails(Any.pack(detail.getDefaultInstanceForType()));
        }

        assertThat(JsonText.of(status.build())).isEqualTo(LIBRARY.print(status));
    }

    private static List<Message> details() {
        var link =
                Help.Link.newBuilder().setDescription("a <b>").setUrl("https://example.com/?a=b");
        var violation =
                BadRequest.FieldViolation.newBuilder().setField("phone").setReason("REQUIRED");
        return List.of(
                Help.newBuilder().addLinks(link).build(),
                BadRequest.newBuilder().addFieldViolations(violation).build(),
                ErrorDetail.newBuilder().setId("id").setMessage("no").build(),
                ErrorInfo.newBuilder().setDomain("userphone").putMetadata("is", "b").build(),
                RequestInfo.newBuilder().setRequestId("r").build(),
                RetryInfo.newBuilder().setRetryDelay(Durations.fromMillis(1500)).build());
    }

    @Test
    void aDetailOfAnUnknownTypeIsNotWritten() {
        var status = Status.newBuilder().addDetails(Any.pack(Status.getDefaultInstance())).build();

        assertThatThrownBy(() -> JsonText.of(status))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("google.rpc.Status");
    }

    private Message filled(Descriptor type, int depth) {
        var message = DynamicMessage.newBuilder(type);
        Set<Object> oneofs = new LinkedHashSet<>();
        for (var field : type.getFields()) {
            var oneof = field.getRealContainingOneof();
            if (random.nextInt(3) == 0 || oneof != null && !oneofs.add(oneof)) {
                continue;
            }
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && (depth > 4 || field.getMessageType().getName().equals("Struct"))) {
                continue;
            }
            if (field.isRepeated()) {
                for (int count = random.nextInt(3); count > 0; count--) {
                    message.addRepeatedField(field, value(field, depth));
                }
            } else {
                message.setField(field, value(field, depth));
            }
        }
        return message.build();
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case STRING -> random.nextInt(4) == 0 ? "" : "a\"ü" + random.nextInt();
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt(3) == 0 ? 0 : random.nextInt();
            case LONG -> random.nextInt(3) == 0 ? 0L : random.nextLong();
            case BYTE_STRING -> ByteString.copyFromUtf8("bytes" + random.nextInt());
            case ENUM ->
                    random.nextInt(4) == 0
                            ? field.getEnumType().findValueByNumberCreatingIfUnknown(4711)
                            : field.getEnumType()
                                    .getValues()
                                    .get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE ->
                    field.getMessageType().getFullName().equals("google.protobuf.Timestamp")
                            ? time()
                            : field.getMessageType().getFullName().startsWith("google.")
                                    ? DynamicMessage.getDefaultInstance(field.getMessageType())
                                    : filled(field.getMessageType(), depth + 1);
            case FLOAT, DOUBLE -> throw new AssertionError(field.getFullName());
        };
    }

    private Timestamp time() {
        return Timestamp.newBuilder()
                .setSeconds(random.nextInt())
                .setNanos(random.nextInt(1_000) * 1_000_000)
                .build();
    }
}
