package io.stacklens.dashboard.stats;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Arrays;

/** How long the last requests of the API took; streams that last on purpose are left out. */
@Component
class ApiLatency extends OncePerRequestFilter {

    private static final int REMEMBERED = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private final double[] millis = new double[REMEMBERED];
    private long count;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/") || path.endsWith("/tail") || path.endsWith("/export");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            took((System.nanoTime() - start) / NANOS_PER_MILLI);
        }
    }

    synchronized void took(double duration) {
        millis[(int) (count++ % REMEMBERED)] = duration;
    }

    /** The time that 99 of 100 of the last requests stayed within, in milliseconds. */
    synchronized double p99() {
        int n = (int) Math.min(count, REMEMBERED);
        if (n == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(millis, n);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(0.99 * n) - 1];
    }
}
