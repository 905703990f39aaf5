package io.stacklens.dashboard.anomalies;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.RankedPage;
import io.stacklens.dashboard.http.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** {@code GET /api/v1/templates}: what kinds of lines there are, the most frequent first. */
@RestController
@Tag(name = "Anomalies")
class TemplatesController {

    private final Templates templates;

    TemplatesController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/api/v1/templates")
    @Operation(
            summary = "Templates of log bodies, the most frequent first",
            description =
                    "With counts over all that is stored, or over the minutes of the given time.")
    Items<Template> templates(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return templates.page(Texts.text(service), from, to, RankedPage.of(cursor, limit));
    }
}
