package io.stacklens.dashboard.rules;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.upstream.ServiceClient;
import io.stacklens.model.json.Json;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** {@code /api/v1/alert-rules/test}: when a rule would have fired. */
@RestController
@Tag(name = "Alert rules")
class BackTestController implements DisposableBean {

    private static final Duration LONGEST = Duration.ofDays(31);

    private final ServiceClient analytics;
    private final RuleReferences references;
    private final InstantSource clock;

    BackTestController(
            AnalyticsAddressProperties analytics, RuleReferences references, InstantSource clock) {
        this.analytics =
                new ServiceClient("analytics service", analytics.url(), analytics.timeout());
        this.references = references;
        this.clock = clock;
    }

    @PostMapping(
            value = "/api/v1/alert-rules/test",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Try a rule on what is stored",
            description =
                    "Judges the stored windows by the rule, with the engine that judges the live"
                        + " ones, in virtual time. Nothing is stored or told. Metrics are known by"
                        + " the minute, lines found by a query by ten seconds: `resolution_seconds`"
                        + " says which. Without `from` and `to` the last 24 hours; 31 days at"
                        + " most.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = BackTestAnswer.class)))
    ResponseEntity<byte[]> test(@RequestBody BackTestRequest request, HttpServletRequest asked) {
        if (request.rule() == null) {
            throw new BadRequestException("rule", null, "a rule as in POST /alert-rules");
        }
        var rule = RuleCheck.check(request.rule());
        references.check(rule, request.rule().id());
        Period period = Period.of(request.from(), request.to(), clock.instant());
        if (Duration.between(period.from(), period.to()).compareTo(LONGEST) > 0) {
            throw new BadRequestException(
                    "from", period.from(), "at most 31 days before to, " + period.to());
        }
        byte[] trial = Json.write(Map.of("rule", rule, "from", period.from(), "to", period.to()));
        return analytics.pass(asked, "api/v1/alert-rules/test", BodyPublishers.ofByteArray(trial));
    }

    @Override
    public void destroy() {
        analytics.close();
    }
}
