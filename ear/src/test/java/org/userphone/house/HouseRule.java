package org.userphone.house;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beMetaAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.rpc.Status;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.NormalScope;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.annotation.WebListener;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.userphone.api.call.InFlight;
import org.userphone.api.client.RefusalReader;
import org.userphone.api.status.Statuses;
import org.userphone.domain.ApplicationSingleton;
import org.userphone.domain.Collaborator;
import org.userphone.domain.Commits;
import org.userphone.domain.Database;
import org.userphone.domain.UseCase;
import org.userphone.domain.settings.CallerSettings;
import org.userphone.domain.settings.Settings;
import org.userphone.domain.user.Ids;
import org.userphone.domain.user.PhoneNumber;
import org.userphone.domain.user.PhonePolicy;

/**
 * The rules of the house, each with a class in the tests that breaks it. A new rule is first seen
 * red on such a class.
 */
enum HouseRule {
    MODULES_KNOW_THE_DOMAIN_ONLY(
            slices().matching("org.userphone.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("org.userphone.domain.."))
                    .because(
                            "dependencies point at the domain: the wire, the database and the"
                                    + " senders can each be replaced without the others"),
            "org.userphone.api.planted.KnowsPersistence"),

    PROVIDERS_OF_SMS_DO_NOT_KNOW_EACH_OTHER(
            slices().matching("org.userphone.sms.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(resideInAPackage("org.userphone.sms.route.."), alwaysTrue())
                    .ignoreDependency(alwaysTrue(), resideInAPackage("org.userphone.sms.http.."))
                    .because(
                            "a further kind of provider is a further package, and no other kind"
                                    + " changes with it; the route knows all of them, and several"
                                    + " of them speak HTTP"),
            "org.userphone.sms.webhook.planted.KnowsTwilio"),

    THE_DOMAIN_KNOWS_JAVA_INJECTION_AND_TRANSACTIONS(
            classes()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.userphone.domain..",
                            "java..",
                            "javax.crypto..",
                            "jakarta.enterprise.context..",
                            "jakarta.enterprise.inject..",
                            "jakarta.inject..",
                            "jakarta.interceptor..",
                            "jakarta.transaction..",
                            "com.github.f4b6a3.tsid..",
                            "com.google.i18n.phonenumbers..",
                            "org.eclipse.microprofile.config..")
                    .because(
                            "the domain outlives servers, wire forms and databases; three"
                                    + " libraries may be in it, each within a rule of its own"),
            "org.userphone.domain.planted.ReadsJson"),

    LIBPHONENUMBER_IS_KNOWN_WHERE_NUMBERS_ARE_READ(
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(PhoneNumber.class, PhonePolicy.class)
                    .and()
                    .haveNameNotMatching(".*\\.WrittenNumber(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.google.i18n.phonenumbers..")
                    .because("inside the application a number has one form, PhoneNumber"),
            "org.userphone.domain.planted.ParsesNumbers"),

    THE_MAKER_OF_IDS_IS_KNOWN_TO_IDS(
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Ids.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.github.f4b6a3..")
                    .because("what an id looks like is decided in one place"),
            "org.userphone.domain.planted.MakesIds"),

    CONFIGURATION_IS_KNOWN_TO_SETTINGS(
            noClasses()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .and()
                    .doNotBelongToAnyOf(Settings.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.eclipse.microprofile..")
                    .because("nothing else in the domain knows that settings exist"),
            "org.userphone.domain.planted.ReadsConfiguration"),

    USE_CASES_AND_COLLABORATORS_ALONE_TOUCH_JAKARTA(
            noClasses()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .and()
                    .areNotMetaAnnotatedWith(UseCase.class)
                    .and()
                    .areNotMetaAnnotatedWith(Collaborator.class)
                    .and()
                    .doNotBelongToAnyOf(
                            UseCase.class,
                            Collaborator.class,
                            ApplicationSingleton.class,
                            Commits.class,
                            CallerSettings.class,
                            Settings.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jakarta..")
                    .because("the model is plain Java and can be tested as such"),
            "org.userphone.domain.planted.InjectedModel"),

    USE_CASES_ARE_BUILT_ONCE_AND_DO_LITTLE(
            classes()
                    .that()
                    .areAnnotatedWith(UseCase.class)
                    .or()
                    .areAnnotatedWith(Collaborator.class)
                    .should()
                    .haveOnlyFinalFields()
                    .andShould(
                            satisfy(
                                    "have one constructor, injected, and at most two public methods,"
                                            + " or three if it is a collaborator",
                                    (useCase, ignored) ->
                                            isBuiltOnce(useCase)
                                                    && publicMethods(useCase)
                                                            <= maxPublicMethods(useCase)))
                    .because(
                            "a use case is a verb: one thing a caller can ask for, or two that"
                                    + " belong together, each of them one transaction"),
            "org.userphone.domain.planted.ManyVerbs"),

    WHO_BEGINS_A_TRANSACTION_TELLS_WHY_ITS_COMMIT_FAILED(
            classes()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .and(describe("may begin a transaction", HouseRule::maybeBegins))
                    .should()
                    .beMetaAnnotatedWith(Commits.class)
                    .orShould()
                    .beAnnotatedWith(Commits.class)
                    .because(
                            "otherwise an outage of the database comes out as a fault of ours, over"
                                    + " JSON even as the server's own"),
            "org.userphone.domain.planted.BeginsInSilence"),

    A_PORT_HAS_TWO_IMPLEMENTATIONS(
            classes()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .and()
                    .areInterfaces()
                    .and()
                    .areNotAnnotations()
                    .and()
                    .haveNameNotMatching(".*(Contract|package-info)")
                    .and()
                    .doNotBelongToAnyOf(Database.class)
                    .should(
                            satisfy(
                                    "have two implementations, in the house or in its tests",
                                    (port, ignored) -> implementations(port) >= 2))
                    .because(
                            "an interface with one implementation is a detour. Contracts are"
                                    + " tests; Database has one because the api must not know"
                                    + " persistence"),
            "org.userphone.domain.planted.LonelyPort"),

    PACKAGES_ARE_CALLED_BY_WHAT_THEY_ARE_ABOUT(
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..util..",
                            "..utils..",
                            "..common..",
                            "..impl..",
                            "..dto..",
                            "..mapper..",
                            "..service..")
                    .because("such a package is a drawer for everything"),
            "org.userphone.sms.util.Anything"),

    CLASSES_ARE_CALLED_BY_WHAT_THEY_ARE(
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*(Impl|Utils?|Helper|(?<!Log)Manager|Service|Dto|DTO|\\.Abstract\\w+)")
                    .because(
                            "a type has one job and a noun of the domain, an adapter its"
                                    + " technology. A LogManager is the JDK's idea"),
            "org.userphone.sms.planted.SmsServiceImpl"),

    INJECTION_IS_BY_CONSTRUCTOR(
            noFields()
                    .that()
                    .areDeclaredInClassesThat()
                    .areNotAnnotatedWith(Provider.class)
                    .and()
                    .areDeclaredInClassesThat()
                    .areNotAnnotatedWith(WebListener.class)
                    .and()
                    .areDeclaredInClassesThat()
                    .areNotAnnotatedWith(jakarta.ws.rs.Path.class)
                    .should(beAnnotatedWith(Inject.class))
                    .orShould(beAnnotatedWith(Resource.class))
                    .orShould(beAnnotatedWith(PersistenceContext.class))
                    .because(
                            "what an object needs, it needs from its birth, in tests too. Servers"
                                    + " fill the fields of what JAX-RS finds and of web listeners"),
            "org.userphone.sms.planted.InjectedFields"),

    BEANS_HAVE_NO_CLIENT_PROXY(
            noClasses()
                    .that()
                    .areNotInterfaces()
                    .should(beMetaAnnotatedWith(NormalScope.class))
                    .because(
                            "a client proxy of a class needs a second constructor, which leaves"
                                    + " out what the class needs; an ApplicationSingleton has none"),
            "org.userphone.api.planted.HalfBorn"),

    THE_APPLICATION_STARTS_BY_ITS_OWN_EVENT(
            noClasses()
                    .should()
                    .dependOnClassesThat(assignableTo(Initialized.class))
                    .because(
                            "on some servers a library of an EAR that observes the start by itself"
                                    + " has no names, no transactions and no order; ApplicationStart has"),
            "org.userphone.domain.planted.StartsByItself"),

    TIME_COMES_FROM_THE_CLOCK(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.userphone.ear..")
                    .and()
                    .doNotHaveFullyQualifiedName("org.userphone.persistence.DatabaseClock")
                    .should()
                    .callMethodWhere(
                            describe("it asks the machine for the time", HouseRule::asksForTheTime))
                    .orShould()
                    .callConstructor(Date.class)
                    .because("tests move the clock; a span (nanoTime) is no point in time"),
            "org.userphone.api.planted.LooksAtTheWall"),

    THE_JSON_LIBRARY_IS_FOUND_ONCE(
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.userphone.api.dev..", "org.userphone.api.openapi..")
                    .should()
                    .callMethodWhere(
                            describe("it looks for the JSON library", HouseRule::looksForJson))
                    .because(
                            "jakarta.json.Json looks through every jar at each call; a constant"
                                    + " keeps what it finds. Pages for developers may look"),
            "org.userphone.sms.planted.LooksForJson"),

    CHANCE_COMES_FROM_SETTINGS(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.userphone.ear..")
                    .and()
                    .doNotBelongToAnyOf(Settings.class, InFlight.class)
                    .should()
                    .dependOnClassesThat(assignableTo(Random.class))
                    .orShould()
                    .callMethod(Math.class, "random")
                    .because(
                            "codes and nonces must not be guessed. InFlight draws the id of a log"
                                    + " line, which guards nothing"),
            "org.userphone.domain.planted.ThrowsDice"),

    STATUSES_ALONE_MAKES_A_STATUS(
            noClasses()
                    .that()
                    .resideOutsideOfPackage(Statuses.class.getPackageName())
                    .and()
                    .doNotBelongToAnyOf(RefusalReader.class)
                    .should()
                    .dependOnClassesThat(assignableTo(Status.Builder.class))
                    .because(
                            "a refusal is made once and mapped once, in one exhaustive switch. The"
                                    + " client's RefusalReader makes one of a proxy's answer, which no"
                                    + " server of ours has made"),
            "org.userphone.api.planted.MakesItsOwnStatus"),

    THE_CLIENT_KNOWS_THE_CONTRACT_ONLY(
            classes()
                    .that()
                    .resideInAPackage("org.userphone.api.client..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.userphone.api.client",
                            "org.userphone.api.contract..",
                            "java..",
                            "com.google.protobuf..",
                            "com.google.rpc..",
                            "jakarta.enterprise.context..",
                            "jakarta.ws.rs..",
                            "org.eclipse.microprofile.config..",
                            "org.eclipse.microprofile.rest.client..")
                    .because("its jar holds nothing of the server, and callers have none of it"),
            "org.userphone.api.client.planted.KnowsTheServer"),

    THE_SERVER_DOES_NOT_KNOW_THE_CLIENT(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.userphone.api.client..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.userphone.api.client..")
                    .because("the packages of the server are built without it"),
            "org.userphone.api.planted.KnowsTheClient"),

    RESOURCES_CALL_USER_CALLS(
            noClasses()
                    .that()
                    .resideInAPackage("org.userphone.api.rest..")
                    .should()
                    .dependOnClassesThat()
                    .areAnnotatedWith(UseCase.class)
                    .because("every wire form is the same code from UserCalls on"),
            "org.userphone.api.rest.planted.SkipsUserCalls"),

    PERSISTENCE_ALONE_SPEAKS_SQL(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.userphone.persistence..")
                    .should()
                    .dependOnClassesThat(
                            describe(
                                    "speak SQL or JPA",
                                    type ->
                                            resideInAPackage("java.sql..").test(type)
                                                            && !type.isAssignableTo(Exception.class)
                                                    || resideInAPackage("javax.sql..").test(type)
                                                    || resideInAPackage("jakarta.persistence..")
                                                            .test(type)))
                    .because(
                            "the database is an adapter; Statuses and its document know what an"
                                    + " outage is called, and nothing more"),
            "org.userphone.api.planted.AsksTheDatabase"),

    NOBODY_CATCHES_EVERYTHING_WITHOUT_A_REASON(
            classes()
                    .that()
                    .areTopLevelClasses()
                    .should(
                            satisfy(
                                    "say behind a catch of Exception, RuntimeException or Throwable"
                                            + " what boundary it is",
                                    (type, source) -> !catchesEverything(source)))
                    .because(
                            "what nobody expected goes up to Statuses, where it is logged once."
                                    + " Class files show a catch of Throwable in every"
                                    + " try-with-resources, so this looks at the source"),
            "org.userphone.sms.planted.CatchesEverything"),

    STANDARD_STREAMS_BELONG_TO_THE_LAUNCHER(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.userphone.ear..")
                    .should(ACCESS_STANDARD_STREAMS)
                    .because("an operator reads logs; what the launcher prints is an interface"),
            "org.userphone.sms.planted.Prints"),

    LOGS_GO_TO_SYSTEM_LOGGER(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.userphone.ear..")
                    .and()
                    .doNotHaveFullyQualifiedName("org.userphone.persistence.UserphoneDataSource")
                    .and()
                    .doNotHaveFullyQualifiedName("org.userphone.sms.telemetry.TellingExporter")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.jboss.logging..")
                    .because(
                            "the server decides where logs go; a DataSource must name a Logger, and"
                                    + " the logger of OpenTelemetry has to be silenced"),
            "org.userphone.sms.planted.LogsElsewhere"),

    THE_DOMAIN_DOES_NOT_LOG(
            noClasses()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(System.Logger.class)
                    .because("it says what happened by events, results and rejections"),
            "org.userphone.domain.planted.Chatters"),

    NO_CYCLES_BETWEEN_PACKAGES(
            slices().assignedFrom(packages())
                    .should()
                    .beFreeOfCycles()
                    .because("packages that need each other are one package"),
            "org.userphone.api.planted.round.Back"),

    THE_DOMAIN_HAS_FLOORS(
            classes()
                    .that()
                    .resideInAPackage("org.userphone.domain..")
                    .should(dependOnNoHigherFloor())
                    .because(
                            "what callers ask for stands on the model and the model on values: who"
                                    + " reads a floor needs to know only those below it"),
            "org.userphone.domain.code.planted.KnowsTheUser"),

    NO_PARAMETER_IS_OPTIONAL(
            codeUnits()
                    .that(describe("are written by hand", HouseRule::isWritten))
                    .should(takeNoOptional())
                    .because(
                            "whoever has no value calls another method: an Optional is what comes"
                                    + " back, or a component of a record"),
            "org.userphone.domain.planted.TakesOptional"),

    A_PACKAGE_SAYS_WHAT_IT_IS(
            classes()
                    .that()
                    .areTopLevelClasses()
                    .should(
                            satisfy(
                                    "have a package-info.java beside them",
                                    (type, source) ->
                                            Files.exists(
                                                    source.resolveSibling("package-info.java"))))
                    .because("the packages are the table of contents"),
            "org.userphone.sms.planted.Prints");

    private static final String DOMAIN = "org.userphone.domain";

    private static final Predicate<JavaClass> OPTIONALS =
            type -> type.getName().matches("java\\.util\\.Optional(Int|Long|Double)?");

    private static final Pattern CATCHES_EVERYTHING =
            Pattern.compile(
                    "catch \\([^)]*\\b(?:Exception|RuntimeException|Throwable) \\w+\\) \\{(?! // )");

    /** The packages of the domain from the top to the bottom; the empty name is the root. */
    private static final List<String> FLOORS =
            List.of(
                    "settings",
                    "installation",
                    "provider",
                    "idempotency",
                    "account",
                    "guard",
                    "sms",
                    "text",
                    "user",
                    "code",
                    "access",
                    "secret",
                    "");

    private final ArchRule rule;
    private final String violator;

    HouseRule(ArchRule rule, String violator) {
        this.rule = rule;
        this.violator = violator;
    }

    ArchRule rule() {
        return rule;
    }

    /** The class in the tests that breaks this rule. */
    String violator() {
        return violator;
    }

    private static boolean maybeBegins(JavaClass type) {
        return Stream.<HasAnnotations<?>>concat(Stream.of(type), type.getMethods().stream())
                .flatMap(it -> it.tryGetAnnotationOfType(Transactional.class).stream())
                .anyMatch(transactional -> transactional.value() != TxType.NOT_SUPPORTED);
    }

    private static boolean isBuiltOnce(JavaClass type) {
        return type.getConstructors().size() == 1
                && type.getConstructors().stream().allMatch(c -> c.isAnnotatedWith(Inject.class));
    }

    private static int maxPublicMethods(JavaClass type) {
        return type.isAnnotatedWith(Collaborator.class) ? 3 : 2;
    }

    private static long publicMethods(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
    }

    private static long implementations(JavaClass port) {
        return port.getAllSubclasses().stream()
                .filter(type -> !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .count();
    }

    private static boolean asksForTheTime(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        var name = call.getName();
        return owner.getPackageName().equals("java.time")
                        && name.equals("now")
                        && call.getTarget().getRawParameterTypes().isEmpty()
                || owner.isEquivalentTo(Clock.class) && name.matches("system.*|tick.+")
                || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
    }

    private static boolean looksForJson(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        return !call.getOrigin().getName().equals(JavaStaticInitializer.STATIC_INITIALIZER_NAME)
                && (owner.isEquivalentTo(Json.class)
                        || owner.isEquivalentTo(JsonProvider.class)
                                && call.getName().equals("provider"));
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static ArchCondition<JavaClass> dependOnNoHigherFloor() {
        return new ArchCondition<>("depend on no higher floor than its own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(one -> floor(one.getTargetClass()) < floor(type))
                        .forEach(one -> events.add(violated(type, one.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> takeNoOptional() {
        return new ArchCondition<>("take no Optional") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                if (unit.getRawParameterTypes().stream().anyMatch(OPTIONALS)) {
                    events.add(violated(unit, unit.getDescription()));
                }
            }
        };
    }

    /**
     * Whether the compiler has neither made the method, such as the body of a lambda, nor added
     * parameters to it: a local class gets the variables that it captures, and a record its
     * components.
     */
    private static boolean isWritten(JavaCodeUnit unit) {
        var owner = unit.getOwner();
        return !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !(unit.isConstructor()
                        && (owner.isAnonymousClass()
                                || owner.isLocalClass()
                                || isCanonical((JavaConstructor) unit)));
    }

    private static boolean isCanonical(JavaConstructor constructor) {
        var owner = constructor.getOwner();
        var components =
                owner.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .map(field -> field.getRawType().getName())
                        .sorted()
                        .toList();
        var parameters =
                constructor.getRawParameterTypes().stream().map(JavaClass::getName).sorted();
        return owner.isRecord() && components.equals(parameters.toList());
    }

    /** The index of a class's floor, 0 at the top; classes outside the domain lie below all. */
    private static int floor(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith(DOMAIN)) {
            return Integer.MAX_VALUE;
        }
        var floor = name.substring(DOMAIN.length()).replaceFirst("^\\.", "").split("\\.")[0];
        return FLOORS.contains(floor) ? FLOORS.indexOf(floor) : FLOORS.size();
    }

    /** A condition on a class and its source file. */
    private static ArchCondition<JavaClass> satisfy(
            String description, BiFunction<JavaClass, Path, Boolean> condition) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(
                                type,
                                condition.apply(type, source(type)),
                                type.getName() + " in " + source(type)));
            }
        };
    }

    private static Path source(JavaClass type) {
        var file = type.getSource().orElseThrow();
        var folder = Path.of(file.getUri()).getParent().toString();
        return Path.of(
                        folder.replace("target/classes", "src/main/java")
                                .replace("target/test-classes", "src/test/java"))
                .resolve(file.getFileName().orElseThrow());
    }

    private static boolean catchesEverything(Path source) {
        try {
            return CATCHES_EVERYTHING.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
