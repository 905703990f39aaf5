package io.stacklens.pipeline.http;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The guard before, and the explanations behind, every HTTP port. */
@AutoConfiguration
@EnableConfigurationProperties(HttpProperties.class)
public class HttpConfiguration {

    @Bean
    FilterRegistrationBean<HostGuard> hostGuard(HttpProperties properties) {
        FilterRegistrationBean<HostGuard> guard =
                new FilterRegistrationBean<>(new HostGuard(properties.allowedHosts()));
        guard.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return guard;
    }

    @Bean
    @ConditionalOnMissingBean
    ApiErrors apiErrors() {
        return new ApiErrors();
    }
}
