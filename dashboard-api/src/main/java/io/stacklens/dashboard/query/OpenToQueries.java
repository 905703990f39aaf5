package io.stacklens.dashboard.query;

import java.util.Set;
import java.util.TreeSet;

/** What a query may name. The grants of the role {@code stacklens_query} hold as well. */
final class OpenToQueries {

    static final Set<String> RELATIONS =
            Set.of(
                    "service_metrics_1min",
                    "service_health",
                    "service_trends",
                    "active_alerts",
                    "top_errors",
                    "slowest_operations",
                    "high_risk_events",
                    "enrichment_stats",
                    "analytics_metrics_1min",
                    "analytics_metrics_5min",
                    "analytics_metrics_1hour",
                    "template_counts_1min",
                    "error_groups_1min",
                    "log_templates");

    /**
     * Pure functions of their arguments, aggregates, and our own; none that can be made to swell:
     * none that repeats a text, none that gathers rows into one value.
     */
    static final Set<String> FUNCTIONS =
            Set.of(
                    // aggregates
                    "count",
                    "sum",
                    "avg",
                    "min",
                    "max",
                    "stddev",
                    "stddev_samp",
                    "stddev_pop",
                    "variance",
                    "var_samp",
                    "var_pop",
                    "bool_and",
                    "bool_or",
                    "every",
                    "corr",
                    "regr_slope",
                    "regr_intercept",
                    "regr_r2",
                    "percentile_cont",
                    "percentile_disc",
                    "mode",
                    "any_value",
                    // windows
                    "row_number",
                    "rank",
                    "dense_rank",
                    "percent_rank",
                    "cume_dist",
                    "ntile",
                    "lag",
                    "lead",
                    "first_value",
                    "last_value",
                    "nth_value",
                    // numbers
                    "abs",
                    "ceil",
                    "ceiling",
                    "floor",
                    "round",
                    "trunc",
                    "sign",
                    "sqrt",
                    "power",
                    "exp",
                    "ln",
                    "log",
                    "mod",
                    "div",
                    "greatest",
                    "least",
                    "width_bucket",
                    // texts
                    "lower",
                    "upper",
                    "length",
                    "char_length",
                    "substring",
                    "substr",
                    "left",
                    "right",
                    "trim",
                    "btrim",
                    "ltrim",
                    "rtrim",
                    "position",
                    "strpos",
                    "split_part",
                    "concat",
                    "concat_ws",
                    "initcap",
                    "reverse",
                    "starts_with",
                    "to_char",
                    "coalesce",
                    "nullif",
                    // times
                    "now",
                    "date_trunc",
                    "date_bin",
                    "date_part",
                    "extract",
                    "age",
                    "to_timestamp",
                    "make_interval",
                    "current_date",
                    // JSON and arrays
                    "jsonb_each",
                    "jsonb_each_text",
                    "jsonb_object_keys",
                    "jsonb_extract_path_text",
                    "jsonb_array_length",
                    "jsonb_typeof",
                    "cardinality",
                    "array_length",
                    "unnest",
                    // ours
                    "calculate_sla",
                    "metrics_stats",
                    "active_alert_counts");

    /**
     * Types to cast to; those that look up the catalogue ({@code regclass}, …) are not among them.
     */
    static final Set<String> TYPES =
            Set.of(
                    "text",
                    "varchar",
                    "character varying",
                    "char",
                    "int",
                    "int2",
                    "int4",
                    "int8",
                    "integer",
                    "smallint",
                    "bigint",
                    "numeric",
                    "decimal",
                    "real",
                    "float",
                    "float4",
                    "float8",
                    "double precision",
                    "double",
                    "bool",
                    "boolean",
                    "date",
                    "time",
                    "timestamp",
                    "timestamptz",
                    "timestamp with time zone",
                    "timestamp without time zone",
                    "interval",
                    "json",
                    "jsonb");

    /** What reads like a column and is a function of the session. */
    static final Set<String> SESSION_WORDS =
            Set.of(
                    "current_user",
                    "session_user",
                    "system_user",
                    "user",
                    "current_role",
                    "current_catalog",
                    "current_schema");

    /** Columns that every table has without saying so. */
    static final Set<String> SYSTEM_COLUMNS =
            Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid");

    private OpenToQueries() {}

    static String sorted(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}
