package io.stacklens.collector.http;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/**
 * {@code POST /ingest}, {@code /ingest/{service}} and {@code /logs/ingest}: lines in any form, of
 * any content type; answered once they are safe. With an {@code Idempotency-Key} the request may be
 * sent again, to any instance, and counts once.
 */
@RestController
class IngestController {

    private final BodyReader bodies;
    private final Ingest ingest;
    private final HttpIngestProperties properties;

    IngestController(BodyReader bodies, Ingest ingest, HttpIngestProperties properties) {
        this.bodies = bodies;
        this.ingest = ingest;
        this.properties = properties;
    }

    @PostMapping({"/ingest", "/ingest/{service}", "/logs/ingest"})
    IngestAnswer ingest(
            HttpServletRequest request, @PathVariable(required = false) @Nullable String service)
            throws IOException, InterruptedException {
        Sender sender = Sender.of(request, service);
        try (Body body = bodies.read(request)) {
            return ingest.take(body, sender);
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException e) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (e.isTemporary()) {
            answer.header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, properties.retryAfter().toSeconds())));
        }
        return answer.body(ProblemDetail.forStatusAndDetail(e.status(), e.getMessage()));
    }
}
