package io.stacklens.dashboard.settings;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.sql.Columns;
import io.stacklens.pipeline.http.InvalidField;
import io.stacklens.pipeline.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/v1/settings/retention}: how long things are kept; analytics reads it at each run. */
@RestController
@RequestMapping("/api/v1/settings/retention")
@Tag(name = "Settings")
class RetentionController {

    private static final int MOST_DAYS = 36_500;

    private final JdbcClient jdbc;

    RetentionController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping
    @Operation(
            summary = "How long things are kept",
            description =
                    "`logs_days` and `windows_days` are null where nothing was set here; then what"
                            + " analytics is configured with counts.")
    RetentionPeriods retention() {
        return jdbc.sql("select * from retention_settings")
                .query((row, _) -> read(row))
                .optional()
                .orElse(RetentionPeriods.UNKNOWN);
    }

    @PutMapping
    @Operation(
            summary = "Set how long things are kept",
            description =
                    "It counts from the next run of retention on, within an hour with the settings"
                            + " by default. What is gone then does not come back. Null or left out"
                            + " means what analytics is configured with.")
    RetentionPeriods set(@RequestBody Wanted wanted) {
        List<InvalidField> wrong = new ArrayList<>();
        check("logs_days", wanted.logsDays(), wrong);
        check("windows_days", wanted.windowsDays(), wrong);
        if (!wrong.isEmpty()) {
            throw new BadRequestException(wrong);
        }
        return jdbc.sql(
                        """
                        insert into retention_settings as r (logs_days, windows_days, updated_at, updated_by)
                        values (:logs, :windows, now(), :by)
                        on conflict (id) do update set logs_days = excluded.logs_days,
                            windows_days = excluded.windows_days, updated_at = now(), updated_by = excluded.updated_by
                        returning r.*\
                        """)
                .param("logs", wanted.logsDays(), Types.INTEGER)
                .param("windows", wanted.windowsDays(), Types.INTEGER)
                .param("by", Caller.actingAs(null))
                .query((row, _) -> read(row))
                .single();
    }

    private static void check(String field, @Nullable Integer days, List<InvalidField> wrong) {
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            wrong.add(new InvalidField(field, days, "1 to %d days, or null".formatted(MOST_DAYS)));
        }
    }

    private static RetentionPeriods read(ResultSet row) throws SQLException {
        return new RetentionPeriods(
                Columns.intOrNull(row, "logs_days"),
                Columns.intOrNull(row, "windows_days"),
                Columns.doubleOrNull(row, "configured_logs_days"),
                Columns.doubleOrNull(row, "configured_windows_days"),
                Columns.timeOrNull(row, "updated_at"),
                row.getString("updated_by"));
    }

    /** How long things are to be kept. */
    @Schema(name = "RetentionRequest", example = "{\"logs_days\": 14, \"windows_days\": 90}")
    record Wanted(
            @Schema(description = "Days that log records are kept", nullable = true)
                    @Nullable Integer logsDays,
            @Schema(description = "Days that windows and what is counted are kept", nullable = true)
                    @Nullable Integer windowsDays) {}
}
