package io.stacklens.pipeline.security;

import io.stacklens.pipeline.http.ProblemAnswer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

import java.io.IOException;

/** What those hear who are not let in. */
final class Refusals {

    private Refusals() {}

    /**
     * 401: nobody knows who it is.
     *
     * @param wasGiven whether there were credentials, which did not count
     */
    static void unauthorized(
            HttpServletRequest request,
            HttpServletResponse response,
            String reason,
            boolean wasGiven)
            throws IOException {
        response.setHeader(
                "WWW-Authenticate", wasGiven ? "Bearer error=\"invalid_token\"" : "Bearer");
        ProblemAnswer.write(request, response, HttpStatus.UNAUTHORIZED, reason);
    }

    /** 403: it is known who it is, and that is not enough. */
    static void forbidden(HttpServletRequest request, HttpServletResponse response, Access needed)
            throws IOException {
        String who = Caller.current().map(Caller::getName).orElse("nobody");
        ProblemAnswer.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "%s may not %s %s (expected: %s)"
                        .formatted(
                                who,
                                request.getMethod(),
                                request.getRequestURI(),
                                needed.needed()));
    }
}
