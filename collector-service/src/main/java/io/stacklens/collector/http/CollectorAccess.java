package io.stacklens.collector.http;

import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.AccessRules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whatever way lines come in by HTTP, they ask for a key that may send them. */
@Configuration(proxyBeanMethods = false)
class CollectorAccess {

    @Bean
    AccessRules accessRules() {
        return AccessRules.rules().all(Access.INGEST, "/**").build();
    }
}
