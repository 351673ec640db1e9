package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.userphone.domain.InMemoryDomain;

class SmsTemplateTest {

    @Test
    void aTextThatWouldNotCarryTheCodeIsRefused() {
        var ids = new InMemoryDomain().ids;

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new SmsTemplate(
                                        "Your code is ready.",
                                        Tariff.parse("default=0"),
                                        SenderIds.NONE,
                                        ids))
                .withMessageContaining("{code}");
    }
}
