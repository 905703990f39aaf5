package io.stacklens.dashboard.pipelines;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Lines to try.
 *
 * @param lines at most 1,000, of at most 1 MiB in all
 * @param service that the request would name
 * @param host that would send them
 * @param format what the receiver would know of their format
 * @param pipelines as YAML, tried instead of those in force
 */
@Schema(
        example =
                """
                {"lines": ["2026-11-22 08:00:00 [WARN] bread sold in 17ms"], "service": "till-1",
                 "pipelines": "pipelines:\\n  - name: till\\n    from: line\\n    match: {service: 'till-*'}\\n    steps:\\n      - dissect: {pattern: '%{timestamp} %{+timestamp} [%{level}] %{message}'}\\n"}
                """)
record DryRunRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> lines,
        @Nullable String service,
        @Nullable String host,
        @Schema(allowableValues = {"json", "syslog", "text"}) @Nullable String format,
        @Nullable String pipelines) {}
