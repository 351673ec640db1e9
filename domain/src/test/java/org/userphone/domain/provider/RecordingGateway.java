package org.userphone.domain.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.userphone.domain.sms.Delivery;
import org.userphone.domain.sms.Sms;

/** A gateway that allows all but one endpoint, remembers what it sent and answers as it is told. */
public final class RecordingGateway implements ProviderGateway {

    public static final String DENIED = "https://10.0.0.1/";

    /** The provider that the settings name. */
    public static final String OF_SETTINGS = "webhook";

    private final List<Sms> sent = new ArrayList<>();
    private Delivery answer = new Delivery.Accepted("recording", "reference");

    @Override
    public boolean allows(String endpoint) {
        return !endpoint.equals(DENIED);
    }

    @Override
    public Delivery send(SmsProvider provider, Sms sms) {
        sent.add(sms);
        return answer;
    }

    @Override
    public List<RoutedProvider> ofSettings() {
        return List.of(new RoutedProvider(OF_SETTINGS, Routes.ALL));
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public Optional<Delivery> send(String provider, Sms sms) {
        return provider.equals(OF_SETTINGS)
                ? Optional.of(send((SmsProvider) null, sms))
                : Optional.empty();
    }

    /** Sets the result of sending from now on. */
    public void answer(Delivery next) {
        answer = next;
    }

    public List<Sms> sent() {
        return List.copyOf(sent);
    }
}
