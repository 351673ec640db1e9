package org.userphone.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.userphone.domain.provider.ProviderConfig;
import org.userphone.domain.provider.ProviderConfig.Http;
import org.userphone.domain.provider.ProviderConfig.RetiredKey;
import org.userphone.domain.provider.ProviderConfig.Twilio;
import org.userphone.domain.provider.Routes;
import org.userphone.domain.provider.SmsProvider;
import org.userphone.domain.secret.Keyring;
import org.userphone.domain.secret.Purpose;
import org.userphone.domain.user.EventPosition;

/** An SMS provider. Its description, address and credentials are encrypted together, as JSON. */
@Entity
@Table(name = "sms_provider")
class SmsProviderRow {

    private static final String DESCRIPTION = "description";
    private static final String SID = "sid";
    private static final String SENDER = "sender";
    private static final String TOKEN = "token";
    private static final String VERIFY = "verifyService";
    private static final String ENDPOINT = "endpoint";
    private static final String KEY = "key";
    private static final String RETIRED_KEY = "retiredKey";
    private static final String RETIRED_UNTIL = "retiredUntil";

    @Id private String id;

    private int place;
    private boolean active;
    private String routes;
    private String sealed;

    @Column(name = "added_at")
    private Instant addedAt;

    private long sequence;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For JPA. */
    protected SmsProviderRow() {}

    SmsProviderRow(SmsProvider provider, int place, Keyring keys) {
        this.id = provider.id();
        this.place = place;
        this.active = provider.active();
        this.routes = provider.routes().toString();
        this.sealed = keys.seal(Purpose.PROVIDER, id, PayloadJson.write(texts(provider)));
        this.addedAt = provider.addedAt();
        this.sequence = provider.changed().sequence();
        this.changedAt = provider.changed().at();
    }

    private static Map<String, Object> texts(SmsProvider provider) {
        var texts = new HashMap<String, Object>();
        texts.put(DESCRIPTION, provider.description());
        if (provider.config() instanceof Twilio twilio) {
            texts.put(SID, twilio.sid());
            texts.put(SENDER, twilio.senderNumber());
            texts.put(TOKEN, twilio.token());
            twilio.verifyService().ifPresent(sid -> texts.put(VERIFY, sid));
        } else if (provider.config() instanceof Http http) {
            texts.put(ENDPOINT, http.endpoint());
            texts.put(KEY, http.key());
            http.retired()
                    .ifPresent(
                            retired -> {
                                texts.put(RETIRED_KEY, retired.key());
                                texts.put(RETIRED_UNTIL, retired.until().toString());
                            });
        }
        return texts;
    }

    /**
     * @throws IllegalStateException if it cannot be decrypted
     */
    SmsProvider toProvider(Keyring keys) {
        var texts = new HashMap<String, String>();
        PayloadJson.read(keys.open(Purpose.PROVIDER, id, sealed))
                .forEach((name, text) -> texts.put(name, (String) text));
        return new SmsProvider(
                id,
                active,
                Routes.parse(routes),
                texts.get(DESCRIPTION),
                config(texts),
                addedAt,
                new EventPosition(sequence, changedAt));
    }

    private static ProviderConfig config(Map<String, String> texts) {
        return texts.containsKey(ENDPOINT)
                ? new Http(
                        texts.get(ENDPOINT),
                        texts.get(KEY),
                        Optional.ofNullable(texts.get(RETIRED_KEY))
                                .map(
                                        key ->
                                                new RetiredKey(
                                                        key,
                                                        Instant.parse(texts.get(RETIRED_UNTIL)))))
                : new Twilio(
                        texts.get(SID),
                        texts.get(SENDER),
                        texts.get(TOKEN),
                        Optional.ofNullable(texts.get(VERIFY)));
    }
}
