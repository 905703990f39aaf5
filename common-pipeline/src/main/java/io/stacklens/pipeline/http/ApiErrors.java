package io.stacklens.pipeline.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import tools.jackson.core.JacksonException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every refusal is a problem document (RFC 9457). Its {@code errors} name each field, the value
 * found and what was expected.
 */
@RestControllerAdvice
public class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

    /** One value that cannot be used. */
    public record Invalid(String field, @Nullable String value, String expected) {

        String sentence() {
            return value == null
                    ? "%s: %s".formatted(field, expected)
                    : "%s is '%s' (expected: %s)".formatted(field, value, expected);
        }
    }

    @ExceptionHandler
    ProblemDetail invalidValue(InvalidValueException e) {
        return invalid(List.of(new Invalid(e.field(), e.value(), e.expected())));
    }

    @ExceptionHandler
    ProblemDetail invalidValues(ConstraintViolationException e) {
        return invalid(
                e.getConstraintViolations().stream()
                        .map(
                                violation ->
                                        new Invalid(
                                                lastNode(violation.getPropertyPath().toString()),
                                                text(violation.getInvalidValue()),
                                                violation.getMessage()))
                        .toList());
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, text(e.getMessage()));
    }

    /** The query or form could not be decoded; the server says so when it is first asked for. */
    @ExceptionHandler
    ProblemDetail unreadableParameters(InvalidParameterException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatusCode.valueOf(e.getErrorCode()),
                "the parameters cannot be read (expected: percent-encoded UTF-8)");
    }

    @ExceptionHandler
    ProblemDetail failed(Exception e, HttpServletRequest request) {
        log.atError().addKeyValue("path", request.getRequestURI()).setCause(e).log("not answered");
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the service failed to answer; its log says why");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<Invalid> errors =
                e.getBindingResult().getAllErrors().stream()
                        .map(
                                error ->
                                        error instanceof FieldError field
                                                ? new Invalid(
                                                        snakeCase(field.getField()),
                                                        text(field.getRejectedValue()),
                                                        text(field.getDefaultMessage()))
                                                : new Invalid(
                                                        snakeCase(error.getObjectName()),
                                                        null,
                                                        text(error.getDefaultMessage())))
                        .toList();
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<Invalid> errors =
                e.getParameterValidationResults().stream()
                        .flatMap(
                                result ->
                                        result.getResolvableErrors().stream()
                                                .map(
                                                        error ->
                                                                new Invalid(
                                                                        parameter(
                                                                                result.getMethodParameter()
                                                                                        .getParameterName()),
                                                                        text(result.getArgument()),
                                                                        text(
                                                                                error
                                                                                        .getDefaultMessage()))))
                        .toList();
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
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
                        : parameter(e.getPropertyName());
        Invalid error = new Invalid(name, text(e.getValue()), expected(e.getRequiredType()));
        return handleExceptionInternal(e, invalid(List.of(error)), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem =
                e.getCause() instanceof JacksonException json
                        ? invalid(List.of(UnreadableJson.explain(json)))
                        : ProblemDetail.forStatusAndDetail(status, "the body cannot be read");
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ProblemDetail invalid(List<Invalid> errors) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST,
                        errors.stream().map(Invalid::sentence).collect(Collectors.joining("; ")));
        problem.setProperty("errors", errors);
        return problem;
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String parameter(@Nullable String name) {
        return name == null ? "parameter" : name;
    }

    private static String lastNode(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
