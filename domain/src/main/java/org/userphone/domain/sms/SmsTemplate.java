package org.userphone.domain.sms;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import org.userphone.domain.code.IssuedCode;
import org.userphone.domain.sms.Sms.Content;
import org.userphone.domain.text.Language;
import org.userphone.domain.text.Segments;
import org.userphone.domain.text.TextChoice;
import org.userphone.domain.text.TextKey;
import org.userphone.domain.text.TextPolicy;
import org.userphone.domain.text.Values;
import org.userphone.domain.user.Change;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.User;

/** Writes the messages that carry codes. */
public final class SmsTemplate {

    private final TextChoice choice;
    private final TextPolicy policy;
    private final Tariff tariff;
    private final SenderIds senders;
    private final Ids ids;

    public SmsTemplate(
            TextChoice choice, TextPolicy policy, Tariff tariff, SenderIds senders, Ids ids) {
        this.choice = choice;
        this.policy = policy;
        this.tariff = tariff;
        this.senders = senders;
        this.ids = ids;
    }

    /** The message for a code that a change has just added, in the user's language. */
    public Sms write(Change change, IssuedCode code) {
        var user = change.after();
        var human = user.human();
        var pending = human.phone().pendingCode().orElseThrow();
        var recipient = human.phone().number().orElseThrow();
        var country = recipient.country();
        var language =
                human.profile()
                        .preferredLanguage()
                        .flatMap(Language::find)
                        .orElseGet(choice::defaultLanguage);
        var values = Values.of(user, code, policy.domain(), policy.typography());
        var template = choice.of(TextKey.of(user.resourceOwner(), language));
        var text = policy.finish(template, values);
        Map<String, String> arguments =
                values.entrySet().stream()
                        .collect(toMap(value -> value.getKey().argument(), Map.Entry::getValue));
        return new Sms(
                header(user),
                pending.sequence(),
                recipient,
                new Content(code.plain(), text, arguments),
                senders.of(user.resourceOwner(), country),
                tariff.cost(country, Segments.of(text).count()),
                pending.expiresAt());
    }

    /** The message that asks a provider to make and send the code which a change has just added. */
    public Sms requestCode(Change change) {
        var user = change.after();
        var phone = user.human().phone();
        var pending = phone.pendingCode().orElseThrow();
        var recipient = phone.number().orElseThrow();
        return new Sms(
                header(user),
                pending.sequence(),
                recipient,
                Content.MADE_BY_PROVIDER,
                Optional.empty(),
                tariff.cost(recipient.country(), 1),
                pending.expiresAt());
    }

    private SmsHeader header(User user) {
        return new SmsHeader(ids.next(), user.id(), user.resourceOwner(), user.last().at());
    }
}
