package io.stacklens.dashboard.http;

import io.stacklens.dashboard.client.ClientGoneException;
import io.stacklens.dashboard.upstream.ServiceAwayException;
import io.stacklens.logstore.LogStoreException;
import io.stacklens.logstore.query.LogQueryException;
import io.stacklens.pipeline.http.ApiErrors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import java.util.List;
import java.util.stream.Collectors;

/** The refusals of this API: as everywhere, with what its parameters expect. */
@RestControllerAdvice
class DashboardErrors extends ApiErrors {

    private static final Logger log = LoggerFactory.getLogger(DashboardErrors.class);
    private static final String RETRY_SECONDS = "2";

    @ExceptionHandler
    ProblemDetail badRequest(BadRequestException e) {
        return problem(e.fields());
    }

    @ExceptionHandler
    ProblemDetail badQuery(LogQueryException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
        problem.setProperty("position", e.position());
        return problem;
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
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String name =
                e instanceof MethodArgumentTypeMismatchException mismatch
                        ? mismatch.getName()
                        : e.getPropertyName();
        InvalidField field =
                new InvalidField(name == null ? "parameter" : name, e.getValue(), expected(e));
        return handleExceptionInternal(e, problem(List.of(field)), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<InvalidField> fields =
                e.getBindingResult().getFieldErrors().stream()
                        .map(DashboardErrors::invalid)
                        .toList();
        return handleExceptionInternal(e, problem(fields), headers, status, request);
    }

    /** As the parent does, but with the parameter's name in the request, not in Java. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<InvalidField> fields =
                e.getParameterValidationResults().stream()
                        .flatMap(
                                result ->
                                        result.getResolvableErrors().stream()
                                                .map(
                                                        error ->
                                                                new InvalidField(
                                                                        nameOf(result),
                                                                        result.getArgument(),
                                                                        String.valueOf(
                                                                                error
                                                                                        .getDefaultMessage()))))
                        .toList();
        return handleExceptionInternal(e, problem(fields), headers, status, request);
    }

    private static String nameOf(ParameterValidationResult result) {
        RequestParam given = result.getMethodParameter().getParameterAnnotation(RequestParam.class);
        String name = result.getMethodParameter().getParameterName();
        return given != null && !given.name().isEmpty() ? given.name() : String.valueOf(name);
    }

    private static InvalidField invalid(FieldError error) {
        String expected =
                error.contains(TypeMismatchException.class)
                        ? expected(error.unwrap(TypeMismatchException.class))
                        : String.valueOf(error.getDefaultMessage());
        return new InvalidField(error.getField(), error.getRejectedValue(), expected);
    }

    private static String expected(TypeMismatchException e) {
        Class<?> type = e.getRequiredType();
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof UnexpectedTextException text) {
            return text.expected();
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return "a whole number";
        }
        return type == double.class || type == Double.class ? "a number" : "another value";
    }

    private static ProblemDetail problem(List<InvalidField> fields) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST,
                        fields.stream()
                                .map(InvalidField::toString)
                                .collect(Collectors.joining("; ")));
        problem.setProperty("errors", fields);
        return problem;
    }

    private static ResponseEntity<ProblemDetail> away(String what) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, what));
    }
}
