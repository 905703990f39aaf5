package io.stacklens.dashboard.reference;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A page of reference data; describes enrichment's answer. */
record ReferencePage(
        @Schema(example = "[" + ReferencePage.USER + "]") List<Map<String, Object>> items,
        @Nullable String nextCursor) {

    static final String USER =
            "{\"user_id\": \"u-1\", \"name\": \"Ada\", \"segment\": \"trial\", \"home_country\":"
                    + " \"SE\", \"risk_score\": 10}";

    /** What became of the lines of a bulk request. */
    record Bulk(long accepted, long rejected, List<LineError> errors) {}

    /** A line that was rejected. */
    record LineError(long line, @Nullable String field, @Nullable String value, String reason) {}
}
