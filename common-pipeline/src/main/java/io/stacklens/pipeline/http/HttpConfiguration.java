package io.stacklens.pipeline.http;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import java.util.List;

/** The guards before, and the explanations behind, every HTTP port. */
@AutoConfiguration
@EnableConfigurationProperties(HttpProperties.class)
public class HttpConfiguration {

    @Bean
    FilterRegistrationBean<HostGuard> hostGuard(HttpProperties properties) {
        FilterRegistrationBean<HostGuard> guard =
                new FilterRegistrationBean<>(new HostGuard(properties));
        guard.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return guard;
    }

    /** Tells browsers which pages of other names may read answers; without any nothing is told. */
    @Bean
    FilterRegistrationBean<CorsFilter> allowedOrigins(HttpProperties properties) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(List.copyOf(properties.allowedOrigins()));
        allowed.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of("*"));
        allowed.setExposedHeaders(List.of("ETag", "Retry-After", "Content-Disposition"));
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        FilterRegistrationBean<CorsFilter> filter =
                new FilterRegistrationBean<>(new CorsFilter(everywhere));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 50); // a preflight shows no credentials
        filter.setEnabled(!properties.allowedOrigins().isEmpty());
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyGuard> bodyGuard(HttpProperties properties) {
        FilterRegistrationBean<BodyGuard> guard =
                new FilterRegistrationBean<>(new BodyGuard(properties));
        guard.setOrder(Ordered.HIGHEST_PRECEDENCE + 60); // before whatever reads a body
        return guard;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedBodies() {
        return factory -> {
            factory.addContextValves(new ClosingValve());
            // The server's own reading of forms would pass the guard by; no route takes one.
            factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
        };
    }

    @Bean
    @ConditionalOnMissingBean
    ApiErrors apiErrors() {
        return new ApiErrors();
    }
}
