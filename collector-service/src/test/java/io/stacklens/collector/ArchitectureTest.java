package io.stacklens.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.stacklens.collector", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_THE_CONTRACTS_AND_THE_PIPELINE_ONLY =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.collector..",
                            "io.stacklens.pipeline..",
                            "io.stacklens.model..",
                            "java..",
                            "javax.net.ssl..",
                            "jakarta..",
                            "org.springframework..",
                            "org.apache.kafka..",
                            "io.micrometer..",
                            "tools.jackson..",
                            "org.jspecify..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule PROTOCOLS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.stacklens.collector.(http|syslog)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.stacklens.collector.(*)..").should().beFreeOfCycles();

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
