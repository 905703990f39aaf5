package io.stacklens.parser;

import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.AccessRules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Operators try pipelines, here as in the dashboard's API. */
@Configuration(proxyBeanMethods = false)
class ParserAccess {

    @Bean
    AccessRules accessRules() {
        return AccessRules.rules().changes(Access.WRITE, "/pipelines/**").build();
    }
}
