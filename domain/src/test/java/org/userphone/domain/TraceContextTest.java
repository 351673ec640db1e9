package org.userphone.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aContextIsHandedOnByItsHeadersAndShownByItsIds() {
        assertThat(new TraceContext(PARENT, "a=1").headers())
                .isEqualTo(Map.of("traceparent", PARENT, "tracestate", "a=1"));
        assertThat(new TraceContext(PARENT, "").headers()).isEqualTo(Map.of("traceparent", PARENT));
        assertThat(new TraceContext(PARENT, "").inLog())
                .isEqualTo(" trace=0af7651916cd43dd8448eb211c80319c span=b7ad6b7169203331");
        assertThat(TraceContext.NONE.headers()).isEmpty();
        assertThat(TraceContext.NONE.inLog()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nX-Injected: 1",
                "+41791234567"
            })
    void whatIsNoTraceparentIsNoTrace(String text) {
        assertThat(new TraceContext(text, "a=1")).isEqualTo(TraceContext.NONE);
    }

    @Test
    void aTraceparentOfAVersionToComeMayBeLonger() {
        var later = "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes";

        assertThat(new TraceContext(later, "").traceparent()).isEqualTo(later);
    }

    @Test
    void nobodyFillsOurRowsWithTheStateOfHisVendor() {
        assertThat(new TraceContext(PARENT, "a=" + "1".repeat(510)).tracestate()).hasSize(512);
        assertThat(new TraceContext(PARENT, "a=" + "1".repeat(511)))
                .isEqualTo(new TraceContext(PARENT, ""));
    }
}
