package io.stacklens.dashboard.logs;

import io.stacklens.dashboard.client.BrokenOff;
import io.stacklens.dashboard.client.ClientGoneException;
import io.stacklens.dashboard.client.ClientWatch;
import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.logstore.LogSearch;
import io.stacklens.logstore.LogStore;
import io.stacklens.model.LogRecord;
import io.stacklens.model.json.Json;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
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
    private final ClientWatch clients;

    ExportController(LogStore store, ClientWatch clients) {
        this.store = store;
        this.clients = clients;
    }

    /** How a record is written. */
    private record Format(
            String type, String file, String header, Function<LogRecord, String> line) {

        static final Format NDJSON =
                new Format("application/x-ndjson", "logs.ndjson", "", ExportController::json);
        static final Format CSV = new Format("text/csv", "logs.csv", Csv.HEADER, Csv::line);

        static Format named(String name) {
            return switch (name) {
                case "ndjson" -> NDJSON;
                case "csv" -> CSV;
                default -> throw new BadRequestException("format", name, "ndjson or csv");
            };
        }
    }

    @GetMapping("/api/v1/logs/export")
    @Operation(
            summary = "Everything that a search finds, newest first",
            description =
                    "As NDJSON or CSV, streamed in constant memory, compressed where the client"
                        + " takes gzip. When it breaks off, take the id of the last whole line as"
                        + " `cursor` and go on: no record comes twice or is left out, whatever has"
                        + " arrived meanwhile. An answer that ended without its last chunk is not"
                        + " whole.")
    @ApiResponse(
            responseCode = "200",
            description = "A record a line",
            content = {
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(implementation = LogRecord.class)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject("id,event_time,severity,service,…"))
            })
    void export(
            @ParameterObject LogFilter filter,
            @Parameter(
                            description = "How records are written",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"ndjson", "csv"},
                                            defaultValue = "ndjson"))
                    @RequestParam(defaultValue = "ndjson")
                    String format,
            @Parameter(description = "Most records; all without it", example = "1000")
                    @RequestParam(required = false)
                    @Min(1)
                    @Nullable Long limit,
            @Parameter(description = "The id of the last record that was received whole")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(
                            description =
                                    "Whether CSV begins with the names of its columns; without it,"
                                            + " when there is no cursor",
                            schema = @Schema(type = "boolean"),
                            example = "true")
                    @RequestParam(required = false)
                    @Nullable Boolean header,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Format written = Format.named(format);
        LogSearch search = filter.search(1, LogsController.cursor(cursor));
        response.setContentType(written.type());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"%s\"".formatted(written.file()));
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            response.flushBuffer(); // of no length: nobody has counted
            return;
        }
        Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        if (header == null ? search.cursor() == null : header) {
            out.write(written.header());
        }
        long most = limit == null ? Long.MAX_VALUE : limit;
        try {
            clients.whilePresent(
                    request,
                    () -> {
                        write(search, most, written, out);
                        return out;
                    });
            out.flush();
        } catch (ClientGoneException | UncheckedIOException e) {
            log.atDebug().log("the client of an export went away");
        } catch (RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                throw e;
            }
            log.atWarn().addKeyValue("error", e.toString()).log("export broken off");
            BrokenOff.mark(request, e);
        }
    }

    private void write(LogSearch search, long most, Format format, Writer out) {
        long[] written = {0};
        store.stream(
                search,
                record -> {
                    append(out, format.line().apply(record));
                    return ++written[0] < most;
                });
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
