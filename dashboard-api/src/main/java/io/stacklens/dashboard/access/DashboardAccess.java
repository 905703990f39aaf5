package io.stacklens.dashboard.access;

import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.AccessRules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What each route of the API asks for. A route that is not listed is for viewers when it reads and
 * for administrators when it changes something. The files of the page and the description of the
 * API hold no data, so they are open.
 */
@Configuration(proxyBeanMethods = false)
class DashboardAccess {

    private static final String API = "/api/v1";

    @Bean
    AccessRules accessRules() {
        return AccessRules.rules()
                .all(
                        Access.OPEN,
                        "/health",
                        API + "/auth/login",
                        API + "/auth/refresh",
                        API + "/auth/logout",
                        API + "/auth/me",
                        API + "/auth/config")
                .all(Access.READ, API + "/auth/**")
                .all(
                        Access.ADMIN,
                        API + "/users/**",
                        API + "/api-keys/**",
                        API + "/audit/**",
                        API + "/dead-letters/*/original",
                        API + "/notification-channels/**",
                        API + "/notification-routes/**",
                        API + "/settings/**")
                .changes(Access.READ, API + "/query")
                .changes(
                        Access.WRITE,
                        API + "/alerts/**",
                        API + "/alert-rules/**",
                        API + "/silences/**",
                        API + "/incidents/**",
                        API + "/slos/**",
                        API + "/anomalies/**",
                        API + "/dead-letters/**",
                        API + "/pipelines/**",
                        API + "/saved-queries/**",
                        API + "/reference/**")
                .reads(Access.READ, API + "/**")
                // Without /api/v1 they lead to it, where they are asked again.
                .all(Access.OPEN, "/metrics/**", "/alerts/**", "/health-status")
                .reads(Access.OPEN, "/**")
                .build();
    }
}
