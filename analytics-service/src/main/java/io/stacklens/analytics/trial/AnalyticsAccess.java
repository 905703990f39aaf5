package io.stacklens.analytics.trial;

import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.AccessRules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may try rules may also store them, so the same is asked for. */
@Configuration(proxyBeanMethods = false)
class AnalyticsAccess {

    @Bean
    AccessRules accessRules() {
        return AccessRules.rules().changes(Access.WRITE, "/api/v1/alert-rules/test").build();
    }
}
