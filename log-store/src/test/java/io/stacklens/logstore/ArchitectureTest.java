package io.stacklens.logstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.stacklens.logstore",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** A plain library: JDBC, zstd and the contracts. */
    @ArchTest
    static final ArchRule DEPENDS_ON_LITTLE =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.stacklens.logstore..",
                            "io.stacklens.model..",
                            "java..",
                            "javax.sql..",
                            "com.github.luben.zstd..",
                            "org.jspecify..",
                            "org.slf4j..");

    /** Only the root package knows the database. */
    @ArchTest
    static final ArchRule KEEPS_SQL_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.stacklens.logstore.(*)..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.stacklens.logstore.(*)..").should().beFreeOfCycles();
}
