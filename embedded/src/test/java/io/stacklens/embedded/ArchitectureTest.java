package io.stacklens.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.stacklens", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_THE_CONTRACTS_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.stacklens.embedded..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.embedded..",
                            "io.stacklens.model..",
                            "java..",
                            "kafka.server..",
                            "org.apache.kafka..",
                            "org.apache.commons.compress..",
                            "org.flywaydb..",
                            "org.jspecify..",
                            "org.slf4j..");

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
