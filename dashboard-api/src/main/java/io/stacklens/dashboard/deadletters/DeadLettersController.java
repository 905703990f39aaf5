package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.function.Predicate;

/** {@code GET /api/v1/dead-letters}: what could not be handled, and why. */
@RestController
@Tag(name = "Platform")
class DeadLettersController {

    private final DeadLetters letters;

    DeadLettersController(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping("/api/v1/dead-letters")
    @Operation(summary = "Records that a service could not handle, newest first")
    Items<DeadLetter> deadLetters(
            @Parameter(description = "Topic they were read from, such as collected-logs")
                    @RequestParam(required = false)
                    @Nullable String topic,
            @Parameter(description = "The service that gave them up, such as parser")
                    @RequestParam(required = false)
                    @Nullable String stage,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String wantedStage = Texts.text(stage);
        String wantedReason = Texts.text(reason);
        Predicate<DeadLetter> wanted =
                letter ->
                        (wantedStage == null || wantedStage.equals(letter.stage()))
                                && (wantedReason == null || wantedReason.equals(letter.reason()))
                                && (from == null || !letter.time().isBefore(from))
                                && (to == null || letter.time().isBefore(to));
        return letters.newestFirst(Texts.text(topic), wanted, limit, Place.decode(cursor));
    }
}
