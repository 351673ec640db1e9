package org.userphone.bench;

/** A wire form and its clients; and the floor, which is none. */
enum Form {

    /** The same statements in the same transaction, with nothing around them. */
    JDBC("bare JDBC", "", null),
    JSON("JSON", "application/json", Codec.JSON),
    GRPC("gRPC", "application/grpc", Codec.PROTO),
    GRPC_WEB("gRPC-Web", "application/grpc-web+proto", Codec.FRAMES),
    GRPC_WEB_TEXT("gRPC-Web-text", "application/grpc-web-text+proto", Codec.FRAMES_IN_BASE64),
    CONNECT("Connect", "application/proto", Codec.PROTO),
    CONNECT_JSON("Connect, JSON", "application/json", Codec.JSON);

    private final String text;
    private final String mediaType;
    private final Codec codec;

    Form(String text, String mediaType, Codec codec) {
        this.text = text;
        this.mediaType = mediaType;
        this.codec = codec;
    }

    /** So many clients, each with a connection; for gRPC they share one, as its clients do. */
    Client connect(Installation program, int clients) {
        return switch (this) {
            case JDBC ->
                    new Connections(
                            () -> new Floor(program.connection(), program.provider().address()),
                            clients);
            case GRPC -> new GrpcClient(program.grpc());
            default -> new Connections(() -> new FormConnection(this, program.http()), clients);
        };
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
