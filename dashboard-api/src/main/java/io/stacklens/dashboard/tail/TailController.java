package io.stacklens.dashboard.tail;

import io.stacklens.dashboard.logs.LogFilter;
import io.stacklens.model.LogRecord;
import io.stacklens.pipeline.security.Caller;
import io.stacklens.pipeline.security.CredentialCheck;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /api/v1/logs/tail}: new records as server-sent events. Each client is served by its
 * own (virtual) thread, which writes and blocks as the client reads.
 */
@RestController
@Tag(name = "Logs")
class TailController {

    private static final Logger log = LoggerFactory.getLogger(TailController.class);

    private final LiveTail tail;
    private final Resumption resumption;
    private final TailProperties settings;
    private final CredentialCheck credentials;

    TailController(
            LiveTail tail,
            Resumption resumption,
            TailProperties settings,
            CredentialCheck credentials) {
        this.tail = tail;
        this.resumption = resumption;
        this.settings = settings;
        this.credentials = credentials;
    }

    // Whatever the client says it accepts: by `produces` other requests would ask for a record.
    @GetMapping("/api/v1/logs/tail")
    @Operation(
            summary = "New records as they pass",
            description =
                    "Server-sent events: `record` with a log item; `dropped` with `{\"count\": n}`"
                        + " where records are missing that the client did not read in time. While"
                        + " it is quiet a comment comes every few seconds, with the id of where the"
                        + " stream is. A client that comes back with the id of its last event gets"
                        + " what it missed first, each record once. When its token or key does not"
                        + " count any more, the last event is `auth`, and the stream ends. `from`"
                        + " and `to` mean nothing here. The stream has no end, so a browser's \"Try"
                        + " it out\" waits for ever; use `curl -N`.")
    @ApiResponse(
            responseCode = "200",
            description = "A stream of events; their data are log items",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = LogRecord.class)))
    void tail(
            @ParameterObject LogFilter filter,
            @Parameter(
                            description =
                                    "The id of the last event that the client got, or of a log"
                                            + " record; the parameter wins")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventIdHeader,
            @Parameter(description = "The same as the header Last-Event-ID")
                    @RequestParam(name = "last_event_id", required = false)
                    @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Resumption.Last last =
                Resumption.last(lastEventId == null ? lastEventIdHeader : lastEventId);
        TailSearch search = TailSearch.of(filter.search(1, null).atAnyTime());
        if (tail.clients() >= settings.clients()) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "%d clients follow already (expected: at most stacklens.dashboard.tail.clients)"
                            .formatted(settings.clients()));
        }
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            writeHeaders(response);
            response.flushBuffer();
            return;
        }
        TailClient client = tail.join(search);
        try {
            List<TailEvent> missed =
                    last == null ? List.of() : resumption.missed(last, search, client.joined());
            writeHeaders(response);
            TailStream stream = new TailStream(response.getOutputStream(), settings.keepAlive());
            stream.begin();
            stream.write(missed);
            Caller caller = Caller.current().orElseGet(Caller::anybody);
            stream.follow(client.queue(), () -> credentials.counts(caller));
        } catch (IOException e) {
            log.atDebug().log("the client went away");
        } finally {
            tail.leave(client);
        }
    }

    private static void writeHeaders(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies that buffer answers would hold the lines back.
        response.setHeader("X-Accel-Buffering", "no");
    }
}
