package io.stacklens.standalone;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.model.alert.Alert;
import io.stacklens.standalone.Arguments.UsageException;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code test-rules FILE}: says whether rules do what their tests expect, with the parser, the
 * counting and the engine of the platform on a clock of its own. Needs no platform that runs.
 */
record TestRules(PrintStream out) implements Command {

    @Override
    public int run(List<String> line) throws Exception {
        Arguments arguments =
                Arguments.parse(line, Set.of("only", UpOptions.DATA_DIR), Set.of("verbose"));
        Path file = Path.of(arguments.onlyWord("a file of rules and tests"));
        RuleTestFile tests = RuleTestFile.read(file);
        String only = arguments.value("only").orElse(null);
        int run = 0;
        int failed = 0;
        for (RuleTest test : tests.tests()) {
            String name = test.name() == null ? "test %d".formatted(run + 1) : test.name();
            if (only != null && !name.contains(only)) {
                continue;
            }
            run++;
            RuleTestVerdict done = run(file, name, test, tests);
            failed += done.failures().isEmpty() ? 0 : 1;
            print(name, done, arguments.has("verbose"));
        }
        if (run == 0) {
            throw new UsageException("--only %s: no test has it in its name".formatted(only));
        }
        out.println("%d %s, %d failed".formatted(run, run == 1 ? "test" : "tests", failed));
        return failed == 0 ? 0 : 1;
    }

    private static RuleTestVerdict run(Path file, String name, RuleTest test, RuleTestFile tests) {
        try {
            return new RuleTestRun(test, tests).run();
        } catch (UsageException | BadRequestException | IllegalArgumentException e) {
            throw new UsageException("%s: %s: %s".formatted(file, name, e.getMessage()));
        }
    }

    private void print(String name, RuleTestVerdict done, boolean verbose) {
        out.println("%-6s %s".formatted(done.failures().isEmpty() ? "ok" : "FAILED", name));
        done.failures().forEach(failure -> out.println("       " + failure));
        if (done.failures().isEmpty() && !verbose) {
            return;
        }
        if (done.changes().isEmpty()) {
            out.println("       nothing happened");
        }
        for (Alert alert : done.changes()) {
            out.println(
                    "       %9s  %-30s %-24s %-12s %s"
                            .formatted(
                                    done.since(alert.changedAt()),
                                    alert.rule(),
                                    RuleTestVerdict.series(alert),
                                    alert.status().label(),
                                    (alert.value() == null
                                                    ? ""
                                                    : "value "
                                                            + RuleTestVerdict.number(alert.value()))
                                            + (alert.suppressedBy() == null ? "" : " suppressed"))
                            .stripTrailing());
        }
    }
}
