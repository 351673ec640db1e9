package org.userphone.bench;

import java.net.http.HttpClient.Version;

/** A wire form, and the clients that there are of it. */
enum Form {
    JSON("JSON", "application/json", Codec.JSON),
    GRPC("gRPC", "application/grpc", Codec.PROTO),
    GRPC_WEB("gRPC-Web", "application/grpc-web+proto", Codec.FRAMES),
    GRPC_WEB_TEXT("gRPC-Web-text", "application/grpc-web-text+proto", Codec.FRAMES_IN_BASE64),
    CONNECT_PROTO("Connect, proto", "application/proto", Codec.PROTO),
    CONNECT_JSON("Connect, JSON", "application/json", Codec.JSON);

    private final String text;
    private final String mediaType;
    private final Codec codec;

    Form(String text, String mediaType, Codec codec) {
        this.text = text;
        this.mediaType = mediaType;
        this.codec = codec;
    }

    /** A client as one has it: over HTTP/1.1 as many connections as calls, for gRPC one. */
    Client connect(Installation program) {
        return client(program, Version.HTTP_1_1);
    }

    /** A client with one connection, which is one of HTTP/2. */
    Client connectOnce(Installation program) {
        return client(program, Version.HTTP_2);
    }

    private Client client(Installation program, Version version) {
        return this == GRPC
                ? new GrpcClient(program.grpc())
                : new HttpFormClient(this, program.http(), version);
    }

    String mediaType() {
        return mediaType;
    }

    Codec codec() {
        return codec;
    }

    /** Whether the path says what is called, and not its name. */
    boolean hasPaths() {
        return this == JSON;
    }

    @Override
    public String toString() {
        return text;
    }
}
