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

    /** So many clients of one node. */
    Client connect(Installation program, int clients) {
        return connect(program, 1, clients);
    }

    /**
     * So many clients, each with a connection; for gRPC those of a node share one, as its clients
     * do.
     *
     * @param nodes how many nodes they are spread over
     */
    Client connect(Installation program, int nodes, int clients) {
        if (this == JDBC) {
            return new Connections(
                    () -> new Floor(program.connection(), program.provider().address()), clients);
        }
        int ofEach = (clients + nodes - 1) / nodes;
        return new Spread(
                program.nodes().subList(0, nodes).stream()
                        .map(node -> connect(node, ofEach))
                        .toList(),
                clients);
    }

    private Client connect(Node node, int clients) {
        return this == GRPC
                ? new GrpcClient(node.grpc())
                : new Connections(() -> new FormConnection(this, node.http()), clients);
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
