package org.userphone.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.userphone.house.HouseRule.A_PORT_HAS_TWO_IMPLEMENTATIONS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HouseRulesTest {

    /** What is ours: no class that protoc writes, none that is planted. */
    private static final ImportOption OURS =
            location -> !location.contains("/api/contract/") && !isPlanted(location.toString());

    private static final JavaClasses HOUSE = read(OURS, "classes");
    private static final JavaClasses HOUSE_AND_TESTS = read(OURS, "classes", "test-classes");
    private static final JavaClasses PLANTED =
            read(location -> isPlanted(location.toString()), "test-classes");

    @ParameterizedTest
    @EnumSource
    void theHouseKeepsTheRule(HouseRule rule) {
        rule.rule().check(rule == A_PORT_HAS_TWO_IMPLEMENTATIONS ? HOUSE_AND_TESTS : HOUSE);
    }

    @ParameterizedTest
    @EnumSource
    void theRuleIsRedWhereItIsBroken(HouseRule rule) {
        assertThat(rule.rule().evaluate(PLANTED).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(rule.violator()));
    }

    private static JavaClasses read(ImportOption option, String... folders) {
        return new ClassFileImporter()
                .withImportOption(option)
                .importPaths(
                        Stream.of("domain", "persistence", "sms-adapter", "api", "ear")
                                .map(Path.of("..")::resolve)
                                .flatMap(
                                        module ->
                                                Stream.of(folders)
                                                        .map(module.resolve("target")::resolve))
                                .map(path -> path.toAbsolutePath().normalize())
                                .toArray(Path[]::new));
    }

    private static boolean isPlanted(String location) {
        return location.contains("/planted/") || location.contains("/sms/util/");
    }
}
