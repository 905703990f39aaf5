package io.stacklens.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What each route of a service asks for. The first rule that fits counts; what none fits asks for
 * reading when it reads, and for an administrator when it does not, so a route that was forgotten
 * is closed rather than open. Paths are matched as the routes themselves are.
 */
public final class AccessRules {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final List<Rule> rules;

    private AccessRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(Kind kind, PathPattern pattern, Access access) {

        boolean fits(boolean reads, PathContainer path) {
            return switch (kind) {
                        case ALL -> true;
                        case READS -> reads;
                        case CHANGES -> !reads;
                    }
                    && pattern.matches(path);
        }
    }

    private enum Kind {
        ALL,
        READS,
        CHANGES
    }

    /** Rules that begin with those of every service: probes are open, other actuators are read. */
    public static Builder rules() {
        return new Builder()
                .all(Access.OPEN, "/actuator/health/**")
                .all(Access.READ, "/actuator/**");
    }

    /** What a request asks for. */
    Access of(HttpServletRequest request) {
        RequestPath path =
                ServletRequestPathUtils.hasParsedRequestPath(request)
                        ? ServletRequestPathUtils.getParsedRequestPath(request)
                        : ServletRequestPathUtils.parseAndCache(request);
        return of(request.getMethod(), path.pathWithinApplication());
    }

    /** What a route asks for, by its method and a path. */
    public Access of(String method, String path) {
        return of(method, PathContainer.parsePath(path));
    }

    private Access of(String method, PathContainer path) {
        boolean reads = READING.contains(method);
        for (Rule rule : rules) {
            if (rule.fits(reads, path)) {
                return rule.access();
            }
        }
        return reads ? Access.READ : Access.ADMIN;
    }

    /** Collects rules in their order. */
    public static final class Builder {

        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** Every method on these paths. */
        public Builder all(Access access, String... patterns) {
            return add(Kind.ALL, access, patterns);
        }

        /** {@code GET}, {@code HEAD} and {@code OPTIONS} on these paths. */
        public Builder reads(Access access, String... patterns) {
            return add(Kind.READS, access, patterns);
        }

        /** Every other method on these paths. */
        public Builder changes(Access access, String... patterns) {
            return add(Kind.CHANGES, access, patterns);
        }

        public AccessRules build() {
            return new AccessRules(rules);
        }

        private Builder add(Kind kind, Access access, String... patterns) {
            for (String pattern : patterns) {
                rules.add(new Rule(kind, PathPatternParser.defaultInstance.parse(pattern), access));
            }
            return this;
        }
    }
}
