package io.stacklens.dashboard.silences;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Version;
import io.stacklens.model.alert.Silence;
import io.stacklens.pipeline.http.NotFoundException;
import io.stacklens.pipeline.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * {@code /api/v1/silences}: of which alerts nobody is told. They take effect within two seconds,
 * also on alerts that fire already.
 */
@RestController
@RequestMapping("/api/v1/silences")
@Tag(name = "Silences")
class SilencesController {

    private final StoredSilences silences;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    SilencesController(
            StoredSilences silences, TransactionOperations transactions, InstantSource clock) {
        this.silences = silences;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "Silences and maintenance windows, the newest first",
            description = "Those that have ended too, unless `ended` is false.")
    Items<SilenceView> silences(
            @Parameter(description = "Whether those that have ended are listed")
                    @RequestParam(defaultValue = "true")
                    boolean ended,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageCursor after = PageCursor.decode(cursor, 1);
        long before = after == null ? Long.MAX_VALUE : after.number(0);
        Limit rows = Limit.of(limit + 1);
        Instant now = now();
        List<StoredSilence> found =
                ended
                        ? silences.findByIdLessThanOrderByIdDesc(before, rows)
                        : silences.findOpen(before, now, rows);
        return Items.page(
                found.stream().map(row -> view(row.toSilence(), now)).toList(),
                limit,
                last -> PageCursor.of(Objects.requireNonNull(last.silence().id())));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One silence",
            description =
                    "Its ETag, sent as If-Match with a PUT or DELETE, keeps what others"
                            + " changed since.")
    ResponseEntity<SilenceView> silence(@PathVariable long id) {
        return tagged(find(id).toSilence(), now());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add a silence",
            description =
                    "Alerts that match go through their states and are stored as always, with"
                            + " `suppressed_by`, and nobody is told. One that still fires when its"
                            + " silence ends is told then.")
    @ApiResponse(responseCode = "201")
    ResponseEntity<SilenceView> add(@RequestBody SilenceRequest request) {
        Instant now = now();
        Silence silence = SilenceCheck.check(request, Caller.actingAs(null), now);
        if (silence.endsAt() != null && !silence.endsAt().isAfter(now)) {
            throw new BadRequestException("ends_at", silence.endsAt(), "a time to come");
        }
        Silence stored = silences.saveAndFlush(StoredSilence.of(silence)).toSilence();
        return ResponseEntity.created(URI.create("/api/v1/silences/" + stored.id()))
                .body(view(stored, now));
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace a silence; what the request leaves out gets its default",
            description =
                    "With an `ends_at` that has passed it ends at once. 412 if it names a version"
                            + " with If-Match, and the silence is another by now.")
    ResponseEntity<SilenceView> replace(
            @PathVariable long id,
            @Parameter(description = "The ETag of the silence that is to be replaced")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody SilenceRequest request) {
        Instant now = now();
        Silence silence = SilenceCheck.check(request, Caller.actingAs(null), now);
        return tagged(
                Objects.requireNonNull(transactions.execute(_ -> replace(id, ifMatch, silence))),
                now);
    }

    private Silence replace(long id, @Nullable String ifMatch, Silence silence) {
        StoredSilence row = findToChange(id, ifMatch);
        row.replaceBy(silence);
        return silences.saveAndFlush(row).toSilence();
    }

    private StoredSilence findToChange(long id, @Nullable String ifMatch) {
        StoredSilence row = silences.findToChange(id).orElseThrow(() -> unknown(id));
        Version.of(row.toSilence()).require(ifMatch, "silence " + id);
        return row;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a silence",
            description =
                    "412 if it names a version with If-Match, and the silence is another by now.")
    @ApiResponse(responseCode = "204")
    void delete(
            @PathVariable long id,
            @Parameter(description = "The ETag of the silence that is to be deleted")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        transactions.executeWithoutResult(_ -> silences.delete(findToChange(id, ifMatch)));
    }

    private StoredSilence find(long id) {
        return silences.findById(id).orElseThrow(() -> unknown(id));
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("silence", Long.toString(id));
    }

    /** As exactly as the table keeps it, so that what is answered now is answered later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ResponseEntity<SilenceView> tagged(Silence silence, Instant now) {
        return Version.tagged(silence, view(silence, now));
    }

    private static SilenceView view(Silence silence, Instant now) {
        return new SilenceView(silence, silence.isActive(now));
    }
}
