package io.stacklens.analytics.trial;

import io.stacklens.model.alert.AlertRule;
import io.stacklens.pipeline.http.InvalidValueException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** Tries rules; the dashboard's API checks them first and gives the answer on. */
@RestController
class TrialsController {

    private static final long NOT_STORED = Long.MAX_VALUE;

    private final Trials trials;

    TrialsController(Trials trials) {
        this.trials = trials;
    }

    record Body(@Nullable AlertRule rule, @Nullable Instant from, @Nullable Instant to) {}

    @PostMapping("/api/v1/alert-rules/test")
    BackTestResult test(@RequestBody Body body) throws InterruptedException {
        AlertRule rule = body.rule();
        Instant from = body.from();
        Instant to = body.to();
        if (rule == null || from == null || to == null || !from.isBefore(to)) {
            throw new InvalidValueException(
                    "body", "from %s, to %s".formatted(from, to), "a rule, and from before to");
        }
        try {
            return trials.run(enabled(rule), from, to);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(
                    "rule", rule.name(), "what can be judged: " + e.getMessage());
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(TrialsBusyException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())));
    }

    /** A rule that is written just now has no id, and one that is tried counts as enabled. */
    private static AlertRule enabled(AlertRule rule) {
        return new AlertRule(
                rule.id() == null ? NOT_STORED : rule.id(),
                rule.name(),
                rule.metric(),
                rule.operator(),
                rule.threshold(),
                rule.windowSeconds(),
                rule.severity(),
                rule.service(),
                rule.route(),
                rule.minEvents(),
                rule.forSeconds(),
                rule.clearThreshold(),
                rule.keepFiringForSeconds(),
                rule.noData(),
                rule.groupBy(),
                rule.labels(),
                rule.runbookUrl(),
                true,
                rule.kind(),
                rule.tolerance(),
                rule.query(),
                rule.afterSeconds(),
                rule.change(),
                rule.factor(),
                rule.sloId(),
                rule.burnWindows(),
                rule.expression());
    }
}
