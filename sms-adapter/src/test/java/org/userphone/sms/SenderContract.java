package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.domain.user.People.MINNIE;
import static org.userphone.domain.user.People.NOON;
import static org.userphone.domain.user.People.NUMBER;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.userphone.domain.code.VerificationCode;
import org.userphone.domain.sms.Delivery.Accepted;
import org.userphone.domain.sms.Receipt;
import org.userphone.domain.sms.Sms;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.sms.SmsHeader;
import org.userphone.domain.sms.SmsSender;
import org.userphone.domain.user.People;

/** What every sender must do. Each test starts with a sender that has sent nothing. */
public interface SenderContract {

    String CODE = "A1B2C3";

    /** Takes receipts over in tests to which none comes. */
    Consumer<List<Receipt>> NO_RECEIPTS =
            receipts -> {
                throw new AssertionError("receipts came");
            };

    /** The sender, made as the application makes it. */
    SmsSender sender();

    /** The texts that arrived on the phone, in order. */
    List<String> arrived();

    @Test
    default void aMessageIsAcceptedWithAReference() {
        assertThat(sender().send(sms("7", CODE + " is your code")))
                .isInstanceOfSatisfying(
                        Accepted.class, accepted -> assertThat(accepted.reference()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("texts")
    default void theTextArrivesExactly(String text) {
        assertThat(sender().send(sms("7", text))).isInstanceOf(Accepted.class);

        assertThat(arrived()).containsExactly(text);
    }

    static List<String> texts() {
        return List.of(
                CODE + " is your code to confirm this phone number.",
                "Grüezi, à bientôt, ¡hasta mañana! Ω §",
                "50 % [off] {€} ~ ^ | \\ & = + # ?",
                "a\nb\r\nc \"quoted\" </tag>",
                "Your code 🐭: " + CODE,
                "Ваш код: " + CODE,
                "x".repeat(160),
                "x".repeat(161),
                "x".repeat(152) + "€" + "x".repeat(152) + "€€" + "x".repeat(153),
                "ж".repeat(70),
                "ж".repeat(71),
                "ж".repeat(66) + "🐭".repeat(67));
    }

    static Sms sms(String id, String text) {
        return sms(id, new Content(new VerificationCode(CODE), text), Optional.empty());
    }

    /** A message with variables and a sender of its own. */
    static Sms sms(String id, String text, Map<String, String> variables, String sender) {
        return sms(
                id, new Content(new VerificationCode(CODE), text, variables), Optional.of(sender));
    }

    private static Sms sms(String id, Content content, Optional<String> sender) {
        return new Sms(
                new SmsHeader(id, MINNIE, People.ACME, NOON.minusSeconds(1)),
                3,
                NUMBER,
                content,
                sender,
                BigDecimal.ZERO,
                NOON.plusSeconds(600));
    }
}
