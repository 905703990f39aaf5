package io.stacklens.dashboard.logs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.stacklens.dashboard.client.ClientWatch;
import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Period;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.logstore.Answer;
import io.stacklens.logstore.Context;
import io.stacklens.logstore.Cursor;
import io.stacklens.logstore.FacetValue;
import io.stacklens.logstore.HistogramBar;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.logstore.Page;
import io.stacklens.logstore.query.LogField;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code GET /api/v1/logs} and what belongs to a search: count, histogram, facets, context. */
@RestController
@RequestMapping("/api/v1/logs")
@Tag(name = "Logs")
class LogsController {

    private static final String DEFAULT_FIELDS =
            "service,severity,category,host,http_status,exception_type";

    /** Header of an answer whose body has no place for the number. */
    private static final String DAMAGED_BLOCKS = "Damaged-Blocks";

    /** What facets take: where a value is hardly ever met twice, there is nothing to count. */
    private static final String COUNTABLE =
            Arrays.stream(LogField.values())
                    .filter(field -> !field.isCountable())
                    .map(LogField::fieldName)
                    .collect(
                            Collectors.joining(
                                    ", ", "an attribute, or a field of the log items but ", ""));

    private static final int MOST_FIELDS = 20;
    private static final int MOST_BARS = 10_000;
    private static final Duration LONGEST_BAR = Duration.ofDays(36_500);

    private final LogStore store;
    private final ClientWatch clients;
    private final InstantSource clock;

    LogsController(LogStore store, ClientWatch clients, InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "Search log records, newest first",
            description =
                    "A field name in the query that is none of a log item's is the name of an"
                            + " attribute: `error service:checkout -url_path:/health \"timed out\""
                            + " duration_ms:>500`. Without times all that is stored.")
    FoundLogs<LogRecord> search(
            @ParameterObject LogFilter filter,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @Parameter(description = "next_cursor of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            HttpServletRequest request) {
        LogSearch search = filter.search(limit, cursor(cursor));
        Page page = clients.whilePresent(request, () -> store.search(search));
        return new FoundLogs<>(
                page.items(),
                page.next() == null ? null : page.next().toString(),
                page.damagedBlocks());
    }

    @GetMapping("/count")
    @Operation(summary = "How many records a search finds, exactly")
    Total count(@ParameterObject LogFilter filter, HttpServletRequest request) {
        LogSearch search = filter.search(1, null);
        Answer<Long> count = clients.whilePresent(request, () -> store.count(search));
        return new Total(count.value(), count.damagedBlocks());
    }

    @GetMapping("/histogram")
    @Operation(
            summary = "Records over time, by severity",
            description = "Of the last 24 hours, if no times are given; empty bars are included.")
    FoundLogs<HistogramBar> histogram(
            @ParameterObject LogFilter filter,
            @Parameter(description = "Length of a bar, such as 1m or 1h; chosen to fit by default")
                    @RequestParam(required = false)
                    @Nullable Duration step,
            HttpServletRequest request) {
        Period period = Period.of(filter.from(), filter.to(), clock.instant());
        if (step != null && step.compareTo(LONGEST_BAR) > 0) {
            throw new BadRequestException(
                    "step", step, "at most %dd".formatted(LONGEST_BAR.toDays()));
        }
        Duration bar = step == null ? HistogramStep.fitting(period) : step;
        Duration length = Duration.between(period.from(), period.to());
        // Not divided by the bar: no long holds how often a nanosecond fits into centuries.
        if (!bar.isPositive() || bar.compareTo(length.dividedBy(MOST_BARS)) <= 0) {
            throw new BadRequestException(
                    "step", bar, "a length that gives at most %d bars".formatted(MOST_BARS));
        }
        LogSearch search = filter.within(period.from(), period.to());
        Answer<List<HistogramBar>> bars =
                clients.whilePresent(request, () -> store.histogram(search, bar));
        return new FoundLogs<>(bars.value(), null, bars.damagedBlocks());
    }

    @GetMapping("/facets")
    @Operation(
            summary = "The most frequent values of fields",
            description =
                    "Of the last 24 hours, if no times are given. The header Damaged-Blocks says of"
                            + " how many blocks something could not be read.")
    Map<String, List<FacetValue>> facets(
            @ParameterObject LogFilter filter,
            @Parameter(
                            description = "Names of fields or attributes, separated by commas",
                            example = DEFAULT_FIELDS)
                    @RequestParam(defaultValue = DEFAULT_FIELDS)
                    String fields,
            @Parameter(description = "Values of each field")
                    @RequestParam(defaultValue = "10")
                    @Min(1)
                    @Max(1000)
                    int top,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<String> names =
                Arrays.stream(fields.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty() || names.size() > MOST_FIELDS) {
            throw new BadRequestException(
                    "fields", fields, "1 to %d names, separated by commas".formatted(MOST_FIELDS));
        }
        names.forEach(LogsController::requireCountable);
        Period period = Period.of(filter.from(), filter.to(), clock.instant());
        LogSearch search = filter.within(period.from(), period.to());
        Answer<Map<String, List<FacetValue>>> facets =
                clients.whilePresent(request, () -> store.facets(search, names, top));
        if (facets.damagedBlocks() > 0) {
            response.setIntHeader(DAMAGED_BLOCKS, facets.damagedBlocks());
        }
        return facets.value();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One record, with its neighbours in the same service")
    RecordInContext record(
            @PathVariable String id,
            @RequestParam(defaultValue = "5") @Min(0) @Max(1000) int before,
            @RequestParam(defaultValue = "5") @Min(0) @Max(1000) int after) {
        RecordId known = recordId(id);
        LogRecord found =
                store.find(known).orElseThrow(() -> new NotFoundException("log record", id));
        return new RecordInContext(found, store.context(known, before, after));
    }

    /** A name that is no field's is an attribute's, and all of those can be counted. */
    private static void requireCountable(String name) {
        LogField.named(name)
                .filter(field -> !field.isCountable())
                .ifPresent(
                        _ -> {
                            throw new BadRequestException("fields", name, COUNTABLE);
                        });
    }

    private static RecordId recordId(String id) {
        try {
            return RecordId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("id", id, "the id of a log record");
        }
    }

    static @Nullable Cursor cursor(@Nullable String text) {
        String given = Texts.text(text);
        try {
            return given == null ? null : Cursor.parse(given);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("cursor", text, "a next_cursor of an earlier answer");
        }
    }

    /** The answer of a count. */
    record Total(long total, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int damagedBlocks) {}

    /** A record and what happened around it, oldest first. */
    record RecordInContext(@JsonUnwrapped LogRecord record, Context context) {}
}
