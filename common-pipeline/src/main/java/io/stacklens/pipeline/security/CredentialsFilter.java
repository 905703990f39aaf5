package io.stacklens.pipeline.security;

import io.stacklens.pipeline.http.ProblemAnswer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;

/**
 * Finds out who makes a request and whether they make too many. On a route that is open to all,
 * credentials that do not count are as good as none.
 */
final class CredentialsFilter extends OncePerRequestFilter {

    private static final String PROBES = "/actuator/health";

    private final boolean required;
    private final AccessRules rules;
    private final Authenticator authenticator;
    private final RateLimits limits;

    CredentialsFilter(
            boolean required, AccessRules rules, Authenticator authenticator, RateLimits limits) {
        this.required = required;
        this.rules = rules;
        this.authenticator = authenticator;
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!required) {
            continueAs(Caller.anybody(), request, response, chain);
            return;
        }
        String given = Credentials.of(request);
        Verdict verdict = given == null ? null : authenticator.verify(given);
        Caller caller = verdict instanceof Verdict.Accepted(Caller known) ? known : null;
        Duration wait = isProbe(request) ? Duration.ZERO : limits.take(caller, addressOf(request));
        if (!wait.isZero()) {
            refuse(request, response, wait);
        } else if (verdict == null || caller != null || rules.of(request) == Access.OPEN) {
            continueAs(caller, request, response, chain);
        } else if (verdict instanceof Verdict.Refused(String reason)) {
            Refusals.unauthorized(request, response, reason, true);
        } else if (verdict instanceof Verdict.Undecided(String reason)) {
            response.setHeader("Retry-After", "2");
            ProblemAnswer.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, reason);
        }
    }

    private static void continueAs(
            @Nullable Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        SecurityContext context = new SecurityContextImpl(caller);
        SecurityContextHolder.setContext(context);
        Actor.begin(request, caller.getName(), addressOf(request));
        try {
            chain.doFilter(request, response);
        } finally {
            Actor.end();
            SecurityContextHolder.clearContext();
        }
    }

    private static boolean isProbe(HttpServletRequest request) {
        return request.getRequestURI().startsWith(PROBES);
    }

    private static String addressOf(HttpServletRequest request) {
        return String.valueOf(request.getRemoteAddr());
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, Duration wait)
            throws IOException {
        long seconds = wait.plusMillis(999).toSeconds();
        response.setHeader("Retry-After", Long.toString(seconds));
        ProblemAnswer.write(
                request,
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "too many requests (expected: the next in %d s; stacklens.security.rate-limits)"
                        .formatted(seconds));
    }
}
