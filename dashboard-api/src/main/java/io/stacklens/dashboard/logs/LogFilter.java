package io.stacklens.dashboard.logs;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.http.Texts;
import io.stacklens.logstore.Cursor;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.Severity;
import io.swagger.v3.oas.annotations.Parameter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The parameters that say which log records are meant; all of them optional. */
public record LogFilter(
        @Parameter(
                        description =
                                "Words (all must be there), \"a phrase\", *part*, field:value,"
                                        + " field:>n, AND, OR, NOT, parentheses")
                @Nullable String q,
        @Parameter(description = "Exactly this service") @Nullable String service,
        @Parameter(description = "Exactly this severity; aliases such as WARNING are taken")
                @Nullable Severity severity,
        @Parameter(description = "The same as severity") @Nullable Severity level,
        @Parameter(description = "Earliest event time, inclusive") @Nullable Instant from,
        @Parameter(description = "Latest event time, exclusive") @Nullable Instant to) {

    public LogQuery query() {
        String text = Texts.text(q);
        return text == null ? LogQuery.all() : LogQuery.parse(text);
    }

    @Nullable Severity wantedSeverity() {
        return severity != null ? severity : level;
    }

    @Nullable String wantedService() {
        return Texts.text(service);
    }

    /**
     * A search in the times given.
     *
     * @throws BadRequestException if they end before they begin
     */
    public LogSearch search(int limit, @Nullable Cursor after) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new BadRequestException("from", from, "a time before to, " + to);
        }
        return new LogSearch(query(), from, to, wantedService(), wantedSeverity(), limit, after);
    }

    /** The same records, in a time of its own. */
    LogSearch within(Instant begin, Instant end) {
        return new LogSearch(query(), begin, end, wantedService(), wantedSeverity(), 1, null);
    }
}
