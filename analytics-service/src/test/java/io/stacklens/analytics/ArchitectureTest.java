package io.stacklens.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(
        packages = "io.stacklens.analytics",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Of the other modules only the contracts, what services share, and the log store. */
    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_SERVICE =
            classes()
                    .should()
                    .onlyDependOnClassesThat(
                            DescribedPredicate.not(
                                            JavaClass.Predicates.resideInAPackage("io.stacklens.."))
                                    .or(
                                            JavaClass.Predicates.resideInAnyPackage(
                                                    "io.stacklens.analytics..",
                                                    "io.stacklens.model..",
                                                    "io.stacklens.pipeline..",
                                                    "io.stacklens.logstore..")));

    /** The features meet in topics and tables, not in each other's classes. */
    @ArchTest
    static final ArchRule FEATURES_DO_NOT_KNOW_EACH_OTHER =
            slices().matching(
                            "io.stacklens.analytics.(deltas|windows|alerts|templates|retention|store|notify)..")
                    .should()
                    .notDependOnEachOther();

    /** What evaluates and merges can be tested without Spring. */
    @ArchTest
    static final ArchRule TOPOLOGIES_ARE_FREE_OF_SPRING =
            noClasses()
                    .that()
                    .haveNameMatching(
                            ".*\\.(WindowTopology|WindowMerge|OpenWindows?|AlertTopology|AlertEngine|Evaluator|\\w+Watcher|Rule|RuleSet|Episodes?|Sources?|KnownTemplates|Budgets|Flaps|Outbox)")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule INJECTS_BY_CONSTRUCTOR =
            noFields()
                    .should()
                    .beAnnotatedWith(Autowired.class)
                    .orShould()
                    .beAnnotatedWith(Value.class);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.stacklens.analytics.(*)..").should().beFreeOfCycles();
}
