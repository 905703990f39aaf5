package io.stacklens.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.stacklens.model",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** So no Spring, no Kafka client and no JDBC, and nothing of ours. */
    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.model..",
                            "java.lang..",
                            "java.io..",
                            "java.nio..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify..",
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..",
                            "com.datadoghq..",
                            "org.apache.datasketches..",
                            "com.google.re2j..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.stacklens.model.(*)..").should().beFreeOfCycles();
}
