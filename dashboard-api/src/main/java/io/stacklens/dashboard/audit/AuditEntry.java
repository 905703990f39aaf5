package io.stacklens.dashboard.audit;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

/** One line of the audit log. */
record AuditEntry(
        @Schema(description = "Grows with time", example = "17") long id,
        @Schema(description = "When it happened") Instant time,
        @Schema(
                        description =
                                "The signed-in user, key:NAME for an API key, the name that was"
                                        + " tried in a failed login, or the database role that"
                                        + " changed a table by hand",
                        example = "ada")
                String actor,
        @Schema(
                        description =
                                "insert, update, delete, login, login_failed, login_locked,"
                                    + " refresh_reused, read (of what is secret), or the method of"
                                    + " a command",
                        example = "update")
                String action,
        @Schema(description = "The table and the row's id, or a path", example = "alert_rules/3")
                String object,
        @Schema(
                        description =
                                "The row that came or went, or what changed: {field: {from, to}};"
                                        + " secrets are left out",
                        type = "object",
                        example = "{\"threshold\": {\"from\": 5, \"to\": 10}}")
                JsonNode detail,
        @Schema(description = "Where the request came from", example = "192.0.2.7")
                @Nullable String address) {}
