package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.userphone.domain.access.OrganisationId;

class SenderIdsTest {

    @ParameterizedTest
    @CsvSource({
        "2233, CH, Other",
        "2233, DE, 72345",
        "2233, FR, 72345",
        "other, CH, ACME",
        "other, DE, +4915112345678",
        "other, FR,",
    })
    void theSenderIsThatOfWhatSaysMost(String organisation, String country, String sender) {
        var senders = SenderIds.parse("CH=ACME, DE=+4915112345678, 2233/CH=Other , 2233/*=72345");

        assertThat(senders.of(new OrganisationId(organisation), country).orElse(null))
                .isEqualTo(sender);
    }

    @Test
    void withoutAnyItIsTheProvidersOwn() {
        assertThat(SenderIds.NONE.of(new OrganisationId("2233"), "CH")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACME",
                "CH=",
                "=ACME",
                "*=ACME",
                "ch=ACME",
                "2233/=ACME",
                "CH=twelve chars",
                "CH=Zürich",
                "CH=+0123",
                "CH=ACME, CH=Other",
            })
    void whatIsNoListOfSendersIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SenderIds.parse(text));
    }
}
