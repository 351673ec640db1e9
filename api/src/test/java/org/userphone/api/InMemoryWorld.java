package org.userphone.api;

import com.google.protobuf.Message;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.userphone.api.address.Peer;
import org.userphone.api.admission.ListMemory;
import org.userphone.api.call.AdminCalls;
import org.userphone.api.call.CallContexts;
import org.userphone.api.call.CallerCalls;
import org.userphone.api.call.IdempotencyInterceptor;
import org.userphone.api.call.ImportCalls;
import org.userphone.api.call.Invocation;
import org.userphone.api.call.KeyCalls;
import org.userphone.api.call.LimitCalls;
import org.userphone.api.call.ProviderCalls;
import org.userphone.api.call.Rpc;
import org.userphone.api.call.Rpcs;
import org.userphone.api.call.SmsCalls;
import org.userphone.api.call.StatisticsCalls;
import org.userphone.api.call.SystemCalls;
import org.userphone.api.call.TextCalls;
import org.userphone.api.call.UserCalls;
import org.userphone.api.http.ProtoJson;
import org.userphone.api.status.Statuses;
import org.userphone.api.token.RoleClaim;
import org.userphone.api.token.TokenVerifier;
import org.userphone.domain.InMemoryDomain;
import org.userphone.domain.Rejection;
import org.userphone.domain.account.ExportUser;
import org.userphone.domain.account.ExportUsers;
import org.userphone.domain.account.ReadUser;
import org.userphone.domain.guard.AllowDenyList;
import org.userphone.domain.guard.BreakerPolicy;
import org.userphone.domain.guard.Caps;
import org.userphone.domain.guard.GuardPolicy;
import org.userphone.domain.guard.Quota;
import org.userphone.domain.guard.TestNumbers;
import org.userphone.domain.installation.InMemoryInstallation;
import org.userphone.domain.installation.ReadInstallation;
import org.userphone.domain.settings.ListLimits;
import org.userphone.domain.settings.ListSettings;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.user.NumberType;

/** The calls on a domain in memory, without a wire. */
final class InMemoryWorld implements World {

    /** Five SMS an hour to a number, and none to those that are paid for. */
    private static final GuardPolicy LIMITS =
            new GuardPolicy(
                    Quota.parse("5/PT1H"),
                    List.of(),
                    List.of(),
                    List.of(),
                    Caps.NONE,
                    Caps.NONE,
                    BreakerPolicy.NONE,
                    AllowDenyList.all(),
                    new AllowDenyList<>(Set.of(), Set.of(NumberType.PREMIUM_RATE)));

    /** The settings as shipped, and an issuer whose keys nobody reads. */
    private static final Config CONFIG =
            new SmallRyeConfigBuilder()
                    .addDefaultSources()
                    .withSources(
                            new PropertiesConfigSource(
                                    Map.of(
                                            "mp.jwt.verify.issuer",
                                            "https://issuer.example",
                                            "mp.jwt.verify.audiences",
                                            "userphone",
                                            "mp.jwt.verify.publickey.location",
                                            "https://issuer.example/keys"),
                                    "test",
                                    1000))
                    .build();

    private final InMemoryDomain domain = new InMemoryDomain(LIMITS, TestNumbers.NONE);
    private final CallContexts contexts = new CallContexts(domain.knowOrganisation);
    private final ListMemory lists = new ListMemory(Long.MAX_VALUE, Long.MAX_VALUE);
    private final IdempotencyInterceptor idempotency =
            new IdempotencyInterceptor(domain.answerOnce);
    private final Rpcs rpcs =
            new Rpcs(
                    new UserCalls(
                            domain.setPhone,
                            domain.verifyPhone,
                            domain.resendPhoneCode,
                            domain.removePhone,
                            domain.addHuman,
                            domain.addMachine,
                            domain.deleteUser,
                            new ReadUser(domain.users),
                            domain.listUsers,
                            domain.updateHuman,
                            domain.verifyEmail,
                            domain.changeUserState,
                            domain.phones),
                    new AdminCalls(
                            domain.readHistory,
                            domain.readInstanceHistory,
                            domain.readOrganisationHistory),
                    new TextCalls(
                            domain.readMessageText,
                            domain.saveMessageText,
                            domain.resetMessageText),
                    new ProviderCalls(
                            domain.readSmsProviders,
                            domain.addSmsProvider,
                            domain.updateSmsProvider,
                            domain.changeTwilioToken,
                            domain.switchSmsProvider,
                            domain.orderSmsProviders,
                            domain.removeSmsProvider,
                            domain.testSmsProvider,
                            domain.listProviderStatus,
                            domain.clock),
                    new SmsCalls(
                            domain.listMessages,
                            domain.readPhoneCode,
                            domain.searchMessages,
                            domain.sendMessage,
                            domain.giveUpMessage,
                            domain.sumUsage,
                            domain.clock),
                    new StatisticsCalls(domain.searchStatistics, domain.clock),
                    new KeyCalls(domain.listKeyUse),
                    new LimitCalls(
                            new ListLimits(new Settings(CONFIG)),
                            domain.checkLimits,
                            domain.listFullestCounts,
                            domain.clearCount,
                            domain.clock),
                    new SystemCalls(
                            new ReadInstallation(new InMemoryInstallation(), domain.clock),
                            new ListSettings(new Settings(CONFIG)),
                            new TokenVerifier(CONFIG, domain.clock, reading -> {})),
                    new CallerCalls(),
                    new ImportCalls(
                            domain.importUsers,
                            new ExportUsers(domain.bulk),
                            new ExportUser(domain.users, domain.listMessages),
                            domain.clock));

    @Override
    public Optional<Message> call(Call call) {
        try {
            return Optional.of(domain.memory.keeping(Rejection.class, () -> answer(call)));
        } catch (Rejection e) {
            return Optional.of(Statuses.of(e, "request"));
        }
    }

    private Message answer(Call call) {
        var rpc = rpc(call.rpc());
        var context =
                contexts.of(
                        Callers.named(call.caller()),
                        new RoleClaim("default", "groups", Set.of()),
                        call.organisation().stream().toList(),
                        call.region().stream().toList(),
                        call.keys(),
                        lists.share(Peer.UNKNOWN));
        var request =
                ProtoJson.read(call.request().getBytes(StandardCharsets.UTF_8), rpc.newRequest());
        return new Invocation(
                        rpc.method().getName(),
                        context,
                        request.message(),
                        () -> rpc.call(context, request))
                .through(idempotency);
    }

    private Rpc rpc(String name) {
        return Rpcs.SERVICES.stream()
                .flatMap(rpcs::of)
                .filter(rpc -> Rpcs.name(rpc.method()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void advance(Duration time) {
        domain.clock.advance(time);
    }
}
