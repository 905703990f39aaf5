package io.stacklens.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "io.stacklens.dashboard", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dependsOnlyOnModelPipelineAndLogStore =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.collector..",
                            "io.stacklens.parser..",
                            "io.stacklens.enrichment..",
                            "io.stacklens.analytics..",
                            "io.stacklens.anomaly..",
                            "io.stacklens.standalone..",
                            "io.stacklens.embedded..");

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("io.stacklens.dashboard.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule injectsThroughConstructors =
            fields().should().notBeAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule namesSayWhatClassesDo =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)");

    @ArchTest
    static final ArchRule keepsControllersToThemselves =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule keepsJpaToRulesAndSilences =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.stacklens.dashboard.rules", "io.stacklens.dashboard.silences")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.persistence..", "org.springframework.data.jpa..");
}
