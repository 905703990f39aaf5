package io.stacklens.enrichment.editing;

import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.AccessRules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Operators edit reference data, here as in the dashboard's API. */
@Configuration(proxyBeanMethods = false)
class EditingAccess {

    @Bean
    AccessRules accessRules() {
        return AccessRules.rules().changes(Access.WRITE, "/api/v1/**").build();
    }
}
