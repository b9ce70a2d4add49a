package dev.cairn.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the direction in which the modules and their packages may know each other. */
class ArchitectureTest {
    /** From the one that knows nobody to the one that knows all. */
    private static final List<String> MODULES = List.of("core", "models", "functions", "local", "cli");

    /** Without the tests, be they in a folder or in the test-jar that core shares. */
    private static final JavaClasses CAIRN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.cairn");

    @Test
    void everyModule_shouldBeSeenByThisTest() {
        assertThat(CAIRN)
                .extracting(JavaClass::getPackageName)
                .allMatch(name ->
                        MODULES.stream().anyMatch(module -> (name + ".").startsWith("dev.cairn." + module + ".")));
        assertThat(CAIRN).anyMatch(type -> type.getPackageName().startsWith("dev.cairn.core."));
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void module_shouldKnowOnlyTheOnesBelow(String module) {
        String[] above = MODULES.subList(MODULES.indexOf(module) + 1, MODULES.size()).stream()
                .map(name -> "dev.cairn." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("dev.cairn." + module + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above))
                .because("dependencies point one way: cli -> local -> functions -> models -> core")
                .allowEmptyShould(true)
                .check(CAIRN);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void packagesOfAModule_shouldHaveNoCycle(String module) {
        slices().matching("dev.cairn." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can only be understood with another is not one room per idea")
                .allowEmptyShould(true)
                .check(CAIRN);
    }

    @Test
    void core_shouldKnowJavaJacksonAndJspecifyOnly() {
        classes()
                .that(resideInAPackage("dev.cairn.core.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "dev.cairn.core..",
                                "tools.jackson..",
                                "com.fasterxml.jackson.annotation..",
                                "org.jspecify..")
                        // Primitive types and their arrays have no package.
                        .or(resideInAPackage("")))
                .check(CAIRN);
    }

    @Test
    void core_shouldReachTheOutsideOnlyThroughPorts() {
        noClasses()
                .that(resideInAPackage("dev.cairn.core.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "java.nio.file..", "java.sql..")
                        .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile)"))
                        .or(nameMatching("java\\.net\\.(.*Socket.*|.*URLConnection)"))
                        .or(nameMatching("java\\.lang\\.Process.*")))
                .because("the whole machine must run in a simulation")
                .check(CAIRN);
    }

    @Test
    void sql_shouldStayInTheLocalStores() {
        noClasses()
                .that(not(resideInAPackage("dev.cairn.local..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.sqlite.."))
                .check(CAIRN);
    }
}
