package io.stacklens.dashboard.deadletters;

import io.stacklens.dashboard.audit.AuditLog;
import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.pipeline.http.NotFoundException;
import io.stacklens.pipeline.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/dead-letters}: what could not be handled, why, and the way back. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@Tag(name = "Dead letters")
class DeadLettersController {

    private static final int USUAL_LIMIT = 100;

    private final DeadLetters letters;
    private final ReplayLog replays;
    private final LetterCounts counts;
    private final Replayer replayer;
    private final LetterRedaction redaction;
    private final AuditLog audit;

    DeadLettersController(
            DeadLetters letters,
            ReplayLog replays,
            LetterCounts counts,
            Replayer replayer,
            LetterRedaction redaction,
            AuditLog audit) {
        this.letters = letters;
        this.replays = replays;
        this.counts = counts;
        this.replayer = replayer;
        this.redaction = redaction;
        this.audit = audit;
    }

    @GetMapping
    @Operation(
            summary = "Records that a stage could not handle, newest first",
            description =
                    "A page can hold fewer than `limit` while there are more: go on as long as"
                            + " there is a `next_cursor`.")
    Items<DeadLetter> deadLetters(
            @Parameter(description = "Topic they were read from, such as collected-logs")
                    @RequestParam(required = false)
                    @Nullable String topic,
            @Parameter(
                            description =
                                    "The consumer group that gave them up, such as parser or"
                                            + " analytics-store; analytics means all of its groups")
                    @RequestParam(required = false)
                    @Nullable String stage,
            @Parameter(description = "undecodable, failed or refused")
                    @RequestParam(required = false)
                    @Nullable String reason,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "Part of their bytes or of the error, whatever its case")
                    @RequestParam(required = false)
                    @Nullable String text,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        LetterFilter filter =
                new LetterFilter(
                        Texts.text(topic),
                        Texts.text(stage),
                        Texts.text(reason),
                        from,
                        to,
                        Texts.text(text));
        return letters.newestFirst(filter, limit, Place.decode(cursor));
    }

    @GetMapping("/summary")
    @Operation(summary = "How many there are by stage, reason and topic")
    Summary summary() {
        return counts.summary();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One record with its headers, its bytes and what they mean")
    DeadLetterDetail deadLetter(
            @Parameter(description = "As the list gives it") @PathVariable String id) {
        ConsumerRecord<byte[], byte[]> record = find(id);
        return DeadLetterDetail.of(record, replayOf(record), redaction);
    }

    @GetMapping("/{id}/original")
    @Operation(
            summary = "The same with the secrets that are in it",
            description = "Asks for the role admin. The audit log notes who asked.")
    DeadLetterDetail original(
            @Parameter(description = "As the list gives it") @PathVariable String id) {
        ConsumerRecord<byte[], byte[]> record = find(id);
        audit.note("read", "dead-letters", id + "/original");
        return DeadLetterDetail.of(record, replayOf(record));
    }

    @PostMapping("/replay")
    @Operation(
            summary = "Send records back to the stage they came from, edited if need be",
            description =
                    "Each is sent once, however often this is asked: what was replayed before is"
                            + " answered with `already_replayed`. A record that fails again becomes"
                            + " a new dead letter.")
    ReplayAnswer replay(@RequestBody @Valid ReplayRequest request) {
        Map<String, Edit> edits = request.edited() == null ? Map.of() : request.edited();
        List<String> ids = ids(request);
        for (String edited : edits.keySet()) {
            if (!ids.contains(edited)) {
                throw new BadRequestException("edited", edited, "one of the ids");
            }
        }
        return ReplayAnswer.of(
                replayer.replay(ids, edits, Caller.actingAs(Texts.text(request.by()))));
    }

    private ConsumerRecord<byte[], byte[]> find(String id) {
        return LetterId.parse(id)
                .flatMap(letters::find)
                .orElseThrow(() -> new NotFoundException("dead letter", id));
    }

    private @Nullable Replay replayOf(ConsumerRecord<byte[], byte[]> record) {
        replays.refresh();
        return replays.find(DeadLetterForm.read(record).replayKey());
    }

    /** The oldest first, as they were sent the first time. */
    private List<String> ids(ReplayRequest request) {
        List<String> ids = request.ids() == null ? List.of() : request.ids();
        LetterFilter filter = request.filter();
        if ((filter == null) == ids.isEmpty()) {
            throw new BadRequestException("ids", ids, "ids, or a filter");
        }
        if (filter == null) {
            return ids;
        }
        if (filter.isAll()) {
            throw new BadRequestException("filter", "{}", "a stage, a topic, a time or such");
        }
        int limit = request.limit() == null ? USUAL_LIMIT : request.limit();
        return letters.notReplayed(filter, limit).items().stream()
                .map(DeadLetter::id)
                .toList()
                .reversed();
    }
}
