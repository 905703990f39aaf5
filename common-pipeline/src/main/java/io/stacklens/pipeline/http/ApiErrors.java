package io.stacklens.pipeline.http;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import tools.jackson.core.JacksonException;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every refusal is a problem document (RFC 9457). Its {@code errors} name each field, the value
 * found and what was expected.
 */
@RestControllerAdvice
public class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ProblemDetail invalidValue(InvalidValueException e) {
        return invalid(List.of(new InvalidField(e.field(), e.value(), e.expected())));
    }

    @ExceptionHandler
    ProblemDetail invalidValues(ConstraintViolationException e) {
        return invalid(
                e.getConstraintViolations().stream()
                        .map(
                                violation ->
                                        new InvalidField(
                                                lastNode(violation.getPropertyPath().toString()),
                                                text(violation.getInvalidValue()),
                                                violation.getMessage()))
                        .toList());
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, text(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail bodyRefused(BodyRefusedException e) {
        return ProblemDetail.forStatusAndDetail(e.status(), text(e.getMessage()));
    }

    /** The query or form could not be decoded; the server says so when it is first asked for. */
    @ExceptionHandler
    ProblemDetail unreadableParameters(InvalidParameterException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatusCode.valueOf(e.getErrorCode()),
                "the parameters cannot be read (expected: percent-encoded UTF-8)");
    }

    @ExceptionHandler
    protected ProblemDetail failed(Exception e, HttpServletRequest request) {
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
        List<InvalidField> errors =
                e.getBindingResult().getAllErrors().stream().map(this::invalid).toList();
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<InvalidField> errors =
                e.getParameterValidationResults().stream().flatMap(ApiErrors::invalid).toList();
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
        InvalidField error = new InvalidField(name, e.getValue(), expected(e));
        return handleExceptionInternal(e, invalid(List.of(error)), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        // Nothing at all and the text "null" have no cause: nothing was wrong with reading them.
        ProblemDetail problem =
                switch (e.getCause()) {
                    case JacksonException json -> unreadable(json);
                    case null ->
                            invalid(List.of(new InvalidField("body", null, expectedBody(request))));
                    default -> ProblemDetail.forStatusAndDetail(status, "the body cannot be read");
                };
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ProblemDetail unreadable(JacksonException json) {
        InvalidField error = UnreadableJson.explain(json);
        return invalid(List.of(error), UnreadableJson.sentence(error));
    }

    private static String expectedBody(WebRequest request) {
        Object handler =
                request.getAttribute(
                        HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE,
                        RequestAttributes.SCOPE_REQUEST);
        String fields =
                handler instanceof HandlerMethod method
                        ? Arrays.stream(method.getMethodParameters())
                                .filter(each -> each.hasParameterAnnotation(RequestBody.class))
                                .map(MethodParameter::getParameterType)
                                .filter(Class::isRecord)
                                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                                .map(ApiErrors::fieldName)
                                .collect(Collectors.joining(", "))
                        : "";
        return fields.isEmpty()
                ? "must not be empty or null"
                : "must be a JSON object; its fields are " + fields;
    }

    private static String fieldName(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? snakeCase(component.getName()) : named.value();
    }

    /** What a parameter or field takes, said to somebody who gave it something else. */
    protected String expected(TypeMismatchException e) {
        return UnreadableJson.type(e.getRequiredType());
    }

    protected static ProblemDetail invalid(List<InvalidField> errors) {
        return invalid(
                errors,
                errors.stream().map(InvalidField::toString).collect(Collectors.joining("; ")));
    }

    private static ProblemDetail invalid(List<InvalidField> errors, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
        problem.setProperty("errors", errors);
        return problem;
    }

    private InvalidField invalid(ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return new InvalidField(
                    snakeCase(error.getObjectName()), null, text(error.getDefaultMessage()));
        }
        String expected =
                field.contains(TypeMismatchException.class)
                        ? expected(field.unwrap(TypeMismatchException.class))
                        : text(field.getDefaultMessage());
        return new InvalidField(snakeCase(field.getField()), field.getRejectedValue(), expected);
    }

    private static Stream<InvalidField> invalid(ParameterValidationResult result) {
        return result.getResolvableErrors().stream()
                .map(
                        error ->
                                new InvalidField(
                                        nameOf(result.getMethodParameter()),
                                        result.getArgument(),
                                        text(error.getDefaultMessage())));
    }

    /** As it is in the request, which need not be as it is in Java. */
    private static String nameOf(MethodParameter parameter) {
        @Nullable RequestParam given = parameter.getParameterAnnotation(RequestParam.class);
        return given != null && !given.name().isEmpty()
                ? given.name()
                : parameter(parameter.getParameterName());
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
