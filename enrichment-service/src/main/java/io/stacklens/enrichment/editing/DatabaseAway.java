package io.stacklens.enrichment.editing;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells operators that the database is away, instead of that the service has failed. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAway {

    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> unavailable() {
        return answer(
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stopped(BulkStoppedException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(e.status(), String.valueOf(e.getMessage()));
        problem.setProperty("accepted", e.result().accepted());
        problem.setProperty("rejected", e.result().rejected());
        problem.setProperty("errors", e.result().errors());
        return answer(problem);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.getStatus());
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(problem);
    }
}
