package io.stacklens.anomaly;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.stacklens.anomaly", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_CONTRACTS_AND_PIPELINE_ONLY =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.collector..",
                            "io.stacklens.parser..",
                            "io.stacklens.analytics..",
                            "io.stacklens.enrichment..",
                            "io.stacklens.dashboard..",
                            "io.stacklens.logstore..",
                            "io.stacklens.embedded..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.stacklens.anomaly.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule LEARNING_IS_PURE =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.stacklens.anomaly.forest..", "io.stacklens.anomaly.series..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "org.apache.kafka..",
                            "java.sql..",
                            "javax.sql..");

    @ArchTest
    static final ArchRule CALLS_A_THING_BY_WHAT_IT_IS =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)")
                    .because("the noun that is missing says more");

    @ArchTest
    static final ArchRule INJECTS_NO_FIELDS =
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");
}
