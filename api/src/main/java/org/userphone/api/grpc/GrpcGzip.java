package org.userphone.api.grpc;

import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.userphone.api.call.Gunzip;
import org.userphone.domain.Rejection;

/**
 * Unpacks what clients compress, as over the other wire forms; gRPC's own way is Java's, which a
 * client can exhaust.
 */
final class GrpcGzip implements Decompressor {

    /** Of protocol buffers: a field without a number. */
    private static final byte[] NO_MESSAGE = {0};

    static DecompressorRegistry registry() {
        return DecompressorRegistry.emptyInstance()
                .with(Codec.Identity.NONE, false)
                .with(new GrpcGzip(), true);
    }

    @Override
    public String getMessageEncoding() {
        return "gzip";
    }

    @Override
    public InputStream decompress(InputStream packed) {
        return new Unpacked(packed);
    }

    /** Unpacked when it is read: not on the thread that serves all connections. */
    private static final class Unpacked extends InputStream {

        private final InputStream packed;
        private InputStream message;

        Unpacked(InputStream packed) {
            this.packed = packed;
        }

        private InputStream message() throws IOException {
            if (message == null) {
                message = new ByteArrayInputStream(unpack(packed.readNBytes(Gunzip.MAX_BYTES + 1)));
            }
            return message;
        }

        /**
         * A refusal here would reach the client as a failure of ours: so what is no gzip is handed
         * on as what is no message.
         */
        private static byte[] unpack(byte[] packed) {
            try {
                return Gunzip.unpackSome(packed);
            } catch (Rejection e) {
                return NO_MESSAGE;
            }
        }

        @Override
        public int read() throws IOException {
            return message().read();
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            return message().read(into, from, count);
        }

        @Override
        public void close() throws IOException {
            packed.close();
        }
    }
}
