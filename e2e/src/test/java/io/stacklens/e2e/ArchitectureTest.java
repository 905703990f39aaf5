package io.stacklens.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.stacklens.e2e", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /**
     * The load tool measures from outside: over HTTP, syslog, topics and /proc, as anybody could.
     */
    @ArchTest
    static final ArchRule knowsTheJsonOfThePlatformOnly =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.pipeline..",
                            "io.stacklens.logstore..",
                            "io.stacklens.embedded..",
                            "io.stacklens.standalone..",
                            "org.springframework..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.stacklens.e2e.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)");
}
