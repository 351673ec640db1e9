package org.userphone.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.ApplicationEnd;
import org.userphone.domain.ApplicationStart;

/** The order in which the parts of the application start and end. */
class StartOrderTest {

    private static final Collection<JavaClass> HOUSE =
            new ClassFileImporter()
                    .importPaths(
                            Stream.of("domain", "persistence", "sms-adapter", "api")
                                    .map(module -> Path.of("..", module, "target/classes"))
                                    .toArray(Path[]::new));

    @Test
    void settingsAreReadThenTablesMigratedThenWorkIsDoneAndThenPortsAreOpened() {
        var order = order(ApplicationStart.class);

        assertThat(order.keySet())
                .containsExactly(
                        ApplicationStart.SETTINGS,
                        ApplicationStart.TABLES,
                        ApplicationStart.BEANS,
                        ApplicationStart.WORKERS,
                        ApplicationStart.PORTS);
        assertThat(order.get(ApplicationStart.SETTINGS)).contains("StartUp", "Admission");
        assertThat(order.get(ApplicationStart.TABLES)).containsExactly("Migrations");
        assertThat(order.get(ApplicationStart.BEANS))
                .contains("DatabaseClock", "EntityManagers", "ReceiptThreads");
        assertThat(order.get(ApplicationStart.WORKERS))
                .containsExactly(
                        "ConnectionTimer",
                        "DatabaseClock",
                        "DatabaseWatch",
                        "KeyReaders",
                        "KeyUse",
                        "NodeTimer",
                        "OutboxWatch",
                        "OutboxWorkers",
                        "StatisticsTimer",
                        "SweepTimer");
        assertThat(order.get(ApplicationStart.PORTS)).containsExactly("GrpcLifecycle");
    }

    @Test
    void portsAreClosedThenWorkIsFinishedAndThenTheDatabaseIsLeft() {
        var order = order(ApplicationEnd.class);

        assertThat(order.keySet())
                .containsExactly(
                        ApplicationEnd.PORTS, ApplicationEnd.WORKERS, ApplicationEnd.DATABASE);
        assertThat(order.get(ApplicationEnd.PORTS)).containsExactly("GrpcLifecycle");
        assertThat(order.get(ApplicationEnd.WORKERS))
                .containsExactly(
                        "ConnectionTimer",
                        "DatabaseClock",
                        "DatabaseWatch",
                        "KeyReaders",
                        "KeyUse",
                        "NodeTimer",
                        "OutboxWatch",
                        "OutboxWorkers",
                        "StatisticsTimer",
                        "SweepTimer");
        assertThat(order.get(ApplicationEnd.DATABASE))
                .containsExactly("ConnectionPool", "EntityManagers", "TracingProducer");
    }

    /** The classes that observe an event, by their priority. */
    private static Map<Integer, Set<String>> order(Class<?> event) {
        var order = new TreeMap<Integer, Set<String>>();
        HOUSE.stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> method.getParameters().stream())
                .filter(parameter -> parameter.isAnnotatedWith(Observes.class))
                .filter(parameter -> parameter.getRawType().isEquivalentTo(event))
                .forEach(
                        parameter ->
                                order.computeIfAbsent(priority(parameter), p -> new TreeSet<>())
                                        .add(observer(parameter)));
        return order;
    }

    private static int priority(JavaParameter parameter) {
        assertThat(parameter.isAnnotatedWith(Priority.class)).as(observer(parameter)).isTrue();
        return parameter.getAnnotationOfType(Priority.class).value();
    }

    private static String observer(JavaParameter parameter) {
        return ((JavaMethod) parameter.getOwner()).getOwner().getSimpleName();
    }
}
