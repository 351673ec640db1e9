package org.userphone.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import org.junit.jupiter.api.Test;
import org.userphone.api.status.Statuses;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

class RefusalsTest {

    @Test
    void aRefusalIsKnownByItsStableId() {
        var status = Statuses.of(new Rejection(Reason.PHONE_NOT_CHANGED), "request");

        assertThat(Refusals.id(status)).isEqualTo("COMMAND-Uch5e");
    }

    @Test
    void aRefusalWithoutIdIsCountedAllTheSame() {
        assertThat(Refusals.id(Statuses.plain(Code.NOT_FOUND, "Not Found"))).isEqualTo("none");
    }

    @Test
    void theIdOfARequestIsNoTag() {
        var failure = Statuses.describe(new IllegalStateException(), "request");

        assertThat(Refusals.id(failure)).isEqualTo("none");
    }
}
