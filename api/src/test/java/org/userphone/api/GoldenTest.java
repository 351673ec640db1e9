package org.userphone.api;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every story without a wire, in milliseconds. */
class GoldenTest {

    static Stream<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theAnswersAreExactlyThese(Story story) throws IOException {
        story.tell(new InMemoryWorld());
    }
}
