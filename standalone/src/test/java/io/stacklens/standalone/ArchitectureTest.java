package io.stacklens.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.stacklens.standalone", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_OF_A_SERVICE_ONLY_HOW_TO_START_IT =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.standalone..",
                            "io.stacklens.embedded..",
                            "io.stacklens.model..",
                            "io.stacklens.pipeline.security..",
                            "io.stacklens.pipeline.settings..",
                            "io.stacklens.pipeline.topic..",
                            "java..",
                            "org.apache.kafka..",
                            "org.jspecify..",
                            "org.slf4j..",
                            "org.springframework.boot..",
                            "org.springframework.context..",
                            "tools.jackson..")
                    .orShould()
                    .haveSimpleName("Service")
                    .orShould()
                    // Are the parser, the counting and the engine of alerts, in this process; make
                    // the
                    // first user before there is a service.
                    .haveNameMatching(
                            "io\\.stacklens\\.standalone\\.(ParseLines|TestRules|RuleTest\\w*|FirstUserMaker)(\\$.*)?");

    @ArchTest
    static final ArchRule CALLS_A_THING_BY_WHAT_IT_IS =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)")
                    .because("the noun that is missing says more");
}
