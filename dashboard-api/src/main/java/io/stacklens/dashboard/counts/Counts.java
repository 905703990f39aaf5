package io.stacklens.dashboard.counts;

/** What is counted by minute, hour and day. */
public enum Counts {
    TEMPLATES("template_counts", "''", "window_start"),
    ERRORS("error_groups", "exception_type", "last_seen");

    private final String tables;
    private final String columns;

    Counts(String tables, String exceptionType, String last) {
        this.tables = tables;
        this.columns =
                "service, template_id, %s as exception_type, window_start, total, %s as last_at"
                        .formatted(exceptionType, last);
    }

    /** Begins the names of its tables. */
    String tables() {
        return tables;
    }

    /** The same ones whatever is counted. */
    String columns() {
        return columns;
    }
}
