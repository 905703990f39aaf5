package io.stacklens.parser;

import io.stacklens.parser.pipeline.InvalidPipelinesException;
import io.stacklens.parser.pipeline.PipelinesFile;
import io.stacklens.pipeline.http.InvalidValueException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which pipelines are in force, and lines tried on them or on others. */
@RestController
class PipelinesController {

    private static final int MOST_LINES = 1000;
    private static final int MOST_BYTES = 1 << 20;

    private final PipelinesFile file;
    private final DryRun dryRun;

    PipelinesController(PipelinesFile file, DryRun dryRun) {
        this.file = file;
        this.dryRun = dryRun;
    }

    record Body(
            @Nullable List<@Nullable String> lines,
            @Nullable String service,
            @Nullable String host,
            @Nullable String format,
            @Nullable String pipelines) {}

    record Results(List<DryRun.Result> lines) {}

    @GetMapping("/pipelines")
    PipelinesFile.State inForce() {
        return file.state();
    }

    @PostMapping("/pipelines/dry-run")
    Results dryRun(@RequestBody Body body) {
        List<@Nullable String> given = body.lines();
        if (given == null || given.isEmpty() || given.size() > MOST_LINES) {
            String found = given == null ? "missing" : given.size() + " lines";
            throw new InvalidValueException("lines", found, "1 to 1000 lines");
        }
        long bytes = 0;
        for (String line : given) {
            if (line == null) {
                throw new InvalidValueException("lines", "null", "texts");
            }
            bytes += line.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MOST_BYTES) {
            throw new InvalidValueException("lines", bytes + " bytes", "at most 1 MiB in all");
        }
        List<String> lines = given.stream().map(String::valueOf).toList();
        return new Results(
                dryRun.run(
                        new DryRun.Request(
                                lines,
                                body.service(),
                                body.host(),
                                body.format(),
                                body.pipelines())));
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidPipelinesException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST, "pipelines: " + e.getMessage());
        problem.setProperty("line", e.line());
        problem.setProperty("path", e.path());
        return problem;
    }
}
