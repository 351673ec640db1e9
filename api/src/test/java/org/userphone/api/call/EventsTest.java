package org.userphone.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.user.EventFormat;

class EventsTest {

    static Stream<String> types() {
        return EventFormat.types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyEventHasALabelForPeople(String type) {
        assertThat(Events.label(type)).isNotBlank();
    }
}
