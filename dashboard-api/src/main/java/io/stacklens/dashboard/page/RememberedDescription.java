package io.stacklens.dashboard.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.pipeline.security.Caller;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the description of the API once for all who have not signed in. It is open to them, has no
 * live examples for them, and is costly to make.
 */
@Component
final class RememberedDescription extends OncePerRequestFilter {

    private static final Set<String> PATHS = Set.of("/v3/api-docs", "/v3/api-docs.yaml");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final ReentrantLock making = new ReentrantLock();

    private record Answer(String contentType, String text) {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals(HttpMethod.GET.name())
                || !PATHS.contains(request.getRequestURI())
                || Caller.current().isPresent();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!write(request, response)) {
            making.lock();
            try {
                if (!write(request, response)) {
                    make(request, response, chain);
                }
            } finally {
                making.unlock();
            }
        }
    }

    private boolean write(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Answer answer = answers.get(request.getRequestURI());
        if (answer == null) {
            return false;
        }
        response.setContentType(answer.contentType());
        response.getOutputStream().write(answer.text().getBytes(UTF_8));
        return true;
    }

    private void make(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper made = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, made);
        if (made.getStatus() == HttpServletResponse.SC_OK) {
            answers.put(
                    request.getRequestURI(),
                    new Answer(
                            made.getContentType(),
                            new String(made.getContentAsByteArray(), UTF_8)));
        }
        made.copyBodyToResponse();
    }
}
