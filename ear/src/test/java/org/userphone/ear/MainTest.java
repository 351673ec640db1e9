package org.userphone.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final int CLASS_FILE_OF_JAVA_8 = 52;

    @Test
    void java8CanLoadIt() throws IOException {
        try (var file = new DataInputStream(Main.class.getResourceAsStream("Main.class"))) {
            file.skipNBytes(6); // magic number and minor version

            assertThat(file.readUnsignedShort()).isEqualTo(CLASS_FILE_OF_JAVA_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "9", "11", "16"})
    void anOlderJavaIsTooOld(String specification) {
        assertThat(Main.tooOld(specification)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "25", "100"})
    void java17AndNewerAreNot(String specification) {
        assertThat(Main.tooOld(specification)).isFalse();
    }
}
