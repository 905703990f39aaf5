package io.stacklens.dashboard.logs;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.logstore.LogStore;
import io.stacklens.model.LogRecord;
import io.stacklens.model.json.Json;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** {@code GET /api/v1/logs/export}: everything that a search finds, as a stream. */
@RestController
@Tag(name = "Logs")
class ExportController {

    private static final Logger log = LoggerFactory.getLogger(ExportController.class);

    private final LogStore store;

    ExportController(LogStore store) {
        this.store = store;
    }

    @GetMapping("/api/v1/logs/export")
    @Operation(
            summary = "Everything that a search finds, newest first",
            description = "As NDJSON or CSV, streamed; `limit` bounds it.")
    void export(
            @ParameterObject LogFilter filter,
            @Parameter(description = "ndjson or csv", example = "ndjson")
                    @RequestParam(defaultValue = "ndjson")
                    String format,
            @RequestParam(defaultValue = "10000") @Min(1) @Max(10_000_000) int limit,
            HttpServletResponse response)
            throws IOException {
        switch (format) {
            case "ndjson" -> {
                response.setContentType("application/x-ndjson");
                write(filter, limit, response, "logs.ndjson", "", ExportController::json);
            }
            case "csv" -> {
                response.setContentType("text/csv");
                write(filter, limit, response, "logs.csv", Csv.HEADER, Csv::line);
            }
            default -> throw new BadRequestException("format", format, "ndjson or csv");
        }
    }

    private void write(
            LogFilter filter,
            int limit,
            HttpServletResponse response,
            String file,
            String header,
            Function<LogRecord, String> form)
            throws IOException {
        var search = filter.search(limit, null);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(file));
        Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        out.write(header);
        int[] written = {0};
        try {
            store.stream(
                    search,
                    record -> {
                        append(out, form.apply(record));
                        return ++written[0] < limit;
                    });
            out.flush();
        } catch (UncheckedIOException e) {
            log.atDebug().log("the client went away");
        }
    }

    private static String json(LogRecord record) {
        return Json.mapper().writeValueAsString(record) + "\n";
    }

    private static void append(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
