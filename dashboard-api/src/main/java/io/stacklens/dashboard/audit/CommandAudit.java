package io.stacklens.dashboard.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.Set;

/**
 * Notes commands that were carried out: what people do to alerts, anomalies, models and dead
 * letters goes through topics, so no trigger sees it.
 */
@Component
class CommandAudit implements HandlerInterceptor, WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(CommandAudit.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int REFUSALS_FROM = 400;

    private final AuditLog audit;

    CommandAudit(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/api/v1/alerts/**",
                        "/api/v1/anomalies/**",
                        "/api/v1/dead-letters/**",
                        "/api/v1/models/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        if (READING.contains(request.getMethod())
                || failure != null
                || response.getStatus() >= REFUSALS_FROM) {
            return;
        }
        String path = request.getRequestURI().substring("/api/v1/".length());
        int slash = path.indexOf('/');
        try {
            audit.note(
                    request.getMethod(),
                    slash < 0 ? path : path.substring(0, slash),
                    slash < 0 ? "" : path.substring(slash + 1));
        } catch (DataAccessException e) { // it is done; the answer is on its way
            log.atError().addKeyValue("path", path).setCause(e).log("not in the audit log");
        }
    }
}
