package org.userphone.domain.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TariffTest {

    @Test
    void everySegmentCostsWhatItsCountryCosts() {
        var tariff = Tariff.parse("default=0.05, CH=0.041");

        assertThat(tariff.cost("CH", 1)).isEqualByComparingTo("0.041");
        assertThat(tariff.cost("CH", 3)).isEqualByComparingTo("0.123");
        assertThat(tariff.cost("DE", 2)).isEqualByComparingTo("0.10");
        assertThat(tariff.cost("ZZ", 1)).isEqualByComparingTo("0.05");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.05",
                "CH=0.04",
                "default=0.05,",
                "default=0.05, ch=0.04",
                "default=0.05, CH=-1",
                "default=0.05, CH=1e3",
                "default=0.05, CH=1001",
                "default=0.05, CH=0.1234567",
                "default=0.05, CH=1, CH=2",
            })
    void whatIsNoTariffIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Tariff.parse(text));
    }
}
