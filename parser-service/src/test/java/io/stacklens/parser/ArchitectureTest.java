package io.stacklens.parser;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.stacklens.parser", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule USES_THE_MODEL_AND_THE_PIPELINE_ONLY =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.parser..",
                            "io.stacklens.model..",
                            "io.stacklens.pipeline..",
                            "java..",
                            "io.micrometer.core..",
                            "jakarta.validation..",
                            "org.apache.kafka.clients.admin..",
                            "org.apache.kafka.clients.consumer..",
                            "org.apache.kafka.common..",
                            "org.jspecify..",
                            "org.opensearch.grok..",
                            "org.slf4j..",
                            "org.springframework..",
                            "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule KEEPS_GROK_IN_ITS_PLACE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.stacklens.parser.grok..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.opensearch..");

    @ArchTest
    static final ArchRule PARSES_WITHOUT_REGULAR_EXPRESSIONS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.stacklens.parser.grok..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.util\\.regex\\..*|java\\.time\\.format\\..*")
                    .because("one would cost more than the rest of parsing a line");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.stacklens.parser.(*)..").should().beFreeOfCycles();

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
