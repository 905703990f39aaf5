package io.stacklens.dashboard.http;

import io.stacklens.dashboard.client.ClientGoneException;
import io.stacklens.dashboard.upstream.ServiceAwayException;
import io.stacklens.logstore.LogStoreException;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.pipeline.http.ApiErrors;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.sql.SQLException;

/** The refusals of this API: as everywhere, with what its parameters expect. */
@RestControllerAdvice
class DashboardErrors extends ApiErrors {

    private static final Logger log = LoggerFactory.getLogger(DashboardErrors.class);
    private static final String NOT_A_CHARACTER = "22021";
    private static final String RETRY_SECONDS = "2";

    @ExceptionHandler
    ProblemDetail badRequest(BadRequestException e) {
        return invalid(e.fields());
    }

    @ExceptionHandler
    ProblemDetail badQuery(LogQueryException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
        problem.setProperty("position", e.position());
        return problem;
    }

    /** What no check of ours has found: a NUL, which no text in the database can hold. */
    @ExceptionHandler
    ProblemDetail unfit(DataIntegrityViolationException e, HttpServletRequest request) {
        if (e.getMostSpecificCause() instanceof SQLException sql
                && NOT_A_CHARACTER.equals(sql.getSQLState())) {
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST,
                    "a text of the request has the character U+0000 (expected: none)");
        }
        return failed(e, request);
    }

    @ExceptionHandler
    ProblemDetail conflict(ConflictException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }

    /** Answers nothing, since nobody is there. */
    @ExceptionHandler
    void clientGone(ClientGoneException e) {
        log.atDebug().log("a search ended, its client has gone");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> serviceAway(ServiceAwayException e) {
        return away(String.valueOf(e.getMessage()));
    }

    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        LogStoreException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception e) {
        return away("the database does not answer");
    }

    @ExceptionHandler({
        org.springframework.kafka.KafkaException.class,
        org.apache.kafka.common.KafkaException.class
    })
    ResponseEntity<ProblemDetail> brokerAway(Exception e) {
        return away("the broker does not answer");
    }

    @Override
    protected String expected(TypeMismatchException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof UnexpectedTextException text
                ? text.expected()
                : super.expected(e);
    }

    private static ResponseEntity<ProblemDetail> away(String what) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, what));
    }
}
