package io.stacklens.pipeline.http;

import io.stacklens.pipeline.http.HttpProperties.Route;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds the body of every request, in bytes and in the time it takes to arrive: many senders that
 * each send much, or little for ever, would take the memory and the connections of all others.
 */
final class BodyGuard implements Filter {

    /** Set on a request whose body is not to be read any further: why. */
    static final String GIVEN_UP = BodyGuard.class.getName() + ".GIVEN_UP";

    /** What is read of a refused body, so that who writes before reading is told. */
    private static final long MOST_DROPPED = 16 << 20;

    private final BodyBound usual;
    private final List<OfRoute> routes = new ArrayList<>();

    /** Null where the route bounds its bodies itself. */
    private record OfRoute(PathPattern path, @Nullable BodyBound bound) {}

    BodyGuard(HttpProperties properties) {
        usual = BodyBound.ofAll(properties);
        List<Route> others = properties.routes();
        for (int i = 0; i < others.size(); i++) {
            Route route = others.get(i);
            routes.add(
                    new OfRoute(
                            PathPatternParser.defaultInstance.parse(route.path()),
                            route.ownBounds() ? null : usual.with(route, i)));
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        BodyBound bound = hasBody(http) ? boundOf(http.getRequestURI()) : null;
        if (bound == null) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletResponse answer = (HttpServletResponse) response;
        if (http.getContentLengthLong() > bound.size().toBytes()) {
            BodyRefusedException refusal = bound.tooLong();
            refuse(http, answer, refusal);
            end(http, answer, bound, refusal);
            return;
        }
        BoundedRequest bounded = new BoundedRequest(http, bound);
        try {
            chain.doFilter(bounded, response);
        } catch (BodyRefusedException e) {
            refuse(http, answer, e);
        }
        if (!http.isAsyncStarted() && !http.getInputStream().isFinished()) {
            end(http, answer, bound, bounded.refusal());
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private @Nullable BodyBound boundOf(String path) {
        PathContainer container = PathContainer.parsePath(path);
        for (OfRoute route : routes) {
            if (route.path().matches(container)) {
                return route.bound();
            }
        }
        return usual;
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, BodyRefusedException e)
            throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            ProblemAnswer.write(request, response, e.status(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Answers, and drops what still comes, for as long as a body may take: closing with bytes
     * unread would also take the answer from the sender, and the server would read on for ever.
     */
    private static void end(
            HttpServletRequest request,
            HttpServletResponse response,
            BodyBound bound,
            @Nullable BodyRefusedException refusal) {
        boolean isWhole = false;
        try {
            response.flushBuffer();
            if (request.getHeader(HttpHeaders.EXPECT) == null
                    && (refusal == null || refusal.status() == BodyBound.TOO_LONG)) {
                isWhole = drop(new DeadlineStream(request.getInputStream(), bound.duration()));
            }
        } catch (IOException _) {
            // It goes on being sent, or the sender has gone: the connection is closed either way.
        }
        if (!isWhole) {
            request.setAttribute(GIVEN_UP, refusal == null ? bound.tooSlow() : refusal);
        }
    }

    private static boolean drop(DeadlineStream body) throws IOException {
        byte[] bytes = new byte[8 << 10];
        long dropped = 0;
        int read = 0;
        while (read >= 0 && dropped < MOST_DROPPED) {
            dropped += read;
            read = body.read(bytes);
        }
        return read < 0;
    }
}
