package org.userphone.api.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.userphone.api.bulk.FileRecord.Collector;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/**
 * The elements of one array of a JSON document, each as its bytes. The array is the whole document,
 * or the value of one of the names at its top. Only what is needed to find the ends of values is
 * looked at here.
 */
final class JsonElements implements FileRecords {

    private static final int MAX_NAME_BYTES = 64;

    private final ByteSource source;
    private final String name;
    private boolean isInArray;

    /**
     * Looks for the array.
     *
     * @param names one of which is that of the array
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if there is no such array
     */
    JsonElements(ByteSource source, Set<String> names) throws IOException {
        this.source = source;
        skipSpace();
        int first = source.take();
        this.name = first == '{' ? find(names) : "";
        if (first != '{' && first != '[') {
            throw malformed();
        }
        this.isInArray = true;
    }

    /** The name that the array has; empty if it is the whole document. */
    String name() {
        return name;
    }

    private String find(Set<String> names) throws IOException {
        while (true) {
            skipSpace();
            if (source.peek() == '}') {
                throw new Rejection(
                        Reason.INVALID_REQUEST, "body has no array " + String.join(" or ", names));
            }
            var found = name(new ByteArrayOutputStream());
            skipSpace();
            expect(':');
            skipSpace();
            if (names.contains(found) && source.peek() == '[') {
                source.take();
                return found;
            }
            value(new Collector(0));
            skipSpace();
            if (source.peek() == ',') {
                source.take();
            }
        }
    }

    private String name(ByteArrayOutputStream bytes) throws IOException {
        expect('"');
        for (int taken = taken(); taken != '"'; taken = taken()) {
            if (taken == '\\' || bytes.size() == MAX_NAME_BYTES) {
                throw malformed();
            }
            bytes.write(taken);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<FileRecord> next() throws IOException {
        if (!isInArray) {
            return Optional.empty();
        }
        skipSpace();
        if (source.peek() == ',') {
            source.take();
            skipSpace();
        }
        if (source.peek() == ']') {
            isInArray = false;
            return Optional.empty();
        }
        var element = new Collector(source.line());
        value(element);
        return Optional.of(element.record());
    }

    private void value(Collector into) throws IOException {
        int depth = 0;
        do {
            int taken = taken();
            into.add(taken);
            switch (taken) {
                case '"' -> string(into);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            if (depth < 0) {
                throw malformed();
            }
        } while (depth > 0 || !isValueEnd(source.peek()));
    }

    private static boolean isValueEnd(int next) {
        return switch (next) {
            case ',', ']', '}', ByteSource.END -> true;
            default -> isSpace(next);
        };
    }

    private void string(Collector into) throws IOException {
        int taken;
        do {
            taken = taken();
            into.add(taken);
            if (taken == '\\') {
                into.add(taken());
            }
        } while (taken != '"');
    }

    private void skipSpace() throws IOException {
        while (isSpace(source.peek())) {
            source.take();
        }
    }

    private static boolean isSpace(int next) {
        return next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }

    private void expect(int wanted) throws IOException {
        if (taken() != wanted) {
            throw malformed();
        }
    }

    private int taken() throws IOException {
        int taken = source.take();
        if (taken == ByteSource.END) {
            throw malformed();
        }
        return taken;
    }

    private static Rejection malformed() {
        return new Rejection(Reason.INVALID_REQUEST, "body is not JSON");
    }
}
