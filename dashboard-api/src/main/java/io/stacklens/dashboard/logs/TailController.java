package io.stacklens.dashboard.logs;

import io.stacklens.model.LogRecord;
import io.stacklens.model.json.Json;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /api/v1/logs/tail}: new records as server-sent events. Each client is served by its
 * own (virtual) thread, which writes and blocks as the client reads.
 */
@RestController
@Tag(name = "Logs")
class TailController {

    private static final Logger log = LoggerFactory.getLogger(TailController.class);

    private final LiveTail tail;
    private final TailProperties settings;

    TailController(LiveTail tail, TailProperties settings) {
        this.tail = tail;
        this.settings = settings;
    }

    @GetMapping(path = "/api/v1/logs/tail", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "New records as they pass",
            description =
                    "Server-sent events: `log` with a record, its id as the event's; `dropped` with"
                        + " `{\"dropped\": n}` when the client read too slowly; a comment while it"
                        + " is quiet. `from` and `to` mean nothing here. The stream has no end, so"
                        + " a browser's \"Try it out\" waits for ever; use `curl -N`.")
    void tail(@ParameterObject LogFilter filter, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (tail.clients() >= settings.clients()) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "%d clients follow already".formatted(settings.clients()));
        }
        TailClient client =
                new TailClient(
                        filter.query(),
                        filter.wantedService(),
                        filter.wantedSeverity(),
                        settings.buffer());
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies that buffer answers would hold the lines back.
        response.setHeader("X-Accel-Buffering", "no");
        try {
            tail.add(client);
            write(client, response.getOutputStream());
        } catch (IOException e) {
            log.atDebug().log("the client went away");
        } finally {
            tail.remove(client);
        }
    }

    private void write(TailClient client, OutputStream out)
            throws IOException, InterruptedException {
        send(out, ": following\n\n");
        out.flush();
        while (!client.isClosed() && !tail.isStopped()) {
            LogRecord record = client.next(settings.keepAlive());
            long dropped = client.takeDropped();
            if (dropped > 0) {
                send(out, "event: dropped\ndata: {\"dropped\": %d}\n\n".formatted(dropped));
            }
            send(out, record == null ? ": alive\n\n" : event(record));
            if (!client.hasWaiting()) {
                out.flush();
            }
        }
    }

    private static String event(LogRecord record) {
        return "event: log\nid: %s\ndata: %s\n\n"
                .formatted(record.id(), Json.mapper().writeValueAsString(record));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
