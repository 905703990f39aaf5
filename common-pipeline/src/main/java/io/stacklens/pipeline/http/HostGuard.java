package io.stacklens.pipeline.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps web pages out: a request must be addressed to one of our own names, and a browser's request
 * must come from a page of one of them. Without it any page that a user opens could reach a local
 * port that asks for no key, by a name of its own that resolves to the loopback address. Probes are
 * exempt, since they come by address and tell no secrets.
 */
final class HostGuard implements Filter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String PROBES = "/actuator/health";

    private final Set<String> names = new HashSet<>(LOOPBACK);
    private final boolean anyName;
    private final Set<String> origins;

    HostGuard(HttpProperties properties) {
        properties.allowedHosts().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        this.anyName = properties.allowedHosts().contains("*");
        this.origins = properties.allowedOrigins();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String refusal = isProbe(http.getRequestURI()) ? null : refusal(http);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            ProblemAnswer.write(
                    http, (HttpServletResponse) response, HttpStatus.FORBIDDEN, refusal);
        }
    }

    private @Nullable String refusal(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (!anyName && (host == null || !names.contains(withoutPort(host)))) {
            return "Host names '%s' (expected: a name of this service; stacklens.http.allowed-hosts)"
                    .formatted(host == null ? "" : host);
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isOwn(origin, host) && !origins.contains(origin)) {
            return "Origin is '%s' (expected: a page of this service; stacklens.http.allowed-origins)"
                    .formatted(origin);
        }
        return null;
    }

    /** With any name allowed, a page may still only call the host that it came from. */
    private boolean isOwn(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String from = withoutPort(origin.substring(scheme + 3));
        return names.contains(from) || (host != null && from.equals(withoutPort(host)));
    }

    private static boolean isProbe(String path) {
        return path.equals(PROBES) || path.startsWith(PROBES + "/");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean isPort = colon > host.lastIndexOf(']');
        return (isPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
