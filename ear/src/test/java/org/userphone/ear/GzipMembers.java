package org.userphone.ear;

import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.zip.GZIPOutputStream;

/** A body of gzip that has many members with nothing in them, whatever is to be packed. */
record GzipMembers(byte[] bytes) implements Compressor {

    static GzipMembers of(int count) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (int i = 0; i < count; i++) {
                new GZIPOutputStream(bytes).finish();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GzipMembers(bytes.toByteArray());
    }

    @Override
    public String getMessageEncoding() {
        return "gzip";
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        out.write(bytes);
        return new OutputStream() {
            @Override
            public void write(int octet) {}

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** A connection whose calls send it. */
    ManagedChannel channel(InetSocketAddress server) {
        var registry = CompressorRegistry.newEmptyInstance();
        registry.register(this);
        return NettyChannelBuilder.forAddress(server)
                .usePlaintext()
                .compressorRegistry(registry)
                .build();
    }
}
