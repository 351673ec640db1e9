package org.userphone.api.openapi;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The comments of the contract. Generated classes have lost them; protoc writes them into a
 * descriptor set beside these classes.
 */
final class Comments {

    private static final String CONTRACT = "contract.desc";

    private final Map<String, String> byName;

    private Comments(Map<String, String> byName) {
        this.byName = byName;
    }

    static Comments ofContract() {
        try (var in = Comments.class.getResourceAsStream(CONTRACT)) {
            var byName = new HashMap<String, String>();
            for (var file : FileDescriptorSet.parseFrom(in).getFileList()) {
                for (var location : file.getSourceCodeInfo().getLocationList()) {
                    if (location.hasLeadingComments()) {
                        name(file, location).ifPresent(name -> byName.put(name, text(location)));
                    }
                }
            }
            return new Comments(byName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The comment in front of it; empty if there is none. */
    Optional<String> of(GenericDescriptor descriptor) {
        return Optional.ofNullable(byName.get(descriptor.getFullName()));
    }

    /** A path alternates between the number of a field of the descriptor and an index in it. */
    private static Optional<String> name(FileDescriptorProto file, Location location) {
        List<Integer> path = location.getPathList();
        var name = new StringBuilder(file.getPackage());
        Message here = file;
        for (int step = 0; step + 1 < path.size(); step += 2) {
            var field = here.getDescriptorForType().findFieldByNumber(path.get(step));
            if (!field.isRepeated() || field.getJavaType() != JavaType.MESSAGE) {
                return Optional.empty();
            }
            here = (Message) here.getRepeatedField(field, path.get(step + 1));
            var named = here.getDescriptorForType().findFieldByName("name");
            name.append('.').append(here.getField(named));
        }
        return Optional.of(name.toString()).filter(any -> path.size() % 2 == 0);
    }

    private static String text(Location location) {
        return location.getLeadingComments()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
