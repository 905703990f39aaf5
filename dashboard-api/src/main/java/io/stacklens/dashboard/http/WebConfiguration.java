package io.stacklens.dashboard.http;

import io.stacklens.model.Severity;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.window.WindowSize;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import tools.jackson.databind.DeserializationFeature;

import java.time.Duration;
import java.time.Instant;

/** Gives parameters their types and refuses what none of them can be. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** A misspelt field of a request is refused instead of ignored. */
    @Bean
    JsonMapperBuilderCustomizer strictRequests() {
        return builder -> builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new NulRefusal());
    }

    /** A blank text converts to nothing, which the registry's signature does not foresee. */
    @Override
    @SuppressWarnings("NullAway")
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, Texts::time);
        registry.addConverter(String.class, Duration.class, Texts::length);
        registry.addConverter(String.class, Severity.class, Texts::severity);
        registry.addConverter(String.class, AlertSeverity.class, Texts::alertSeverity);
        registry.addConverter(String.class, WindowSize.class, WebConfiguration::windowSize);
    }

    private static WindowSize windowSize(String label) {
        for (WindowSize size : WindowSize.values()) {
            if (size.label().equals(label.strip())) {
                return size;
            }
        }
        throw new UnexpectedTextException("1min, 5min or 1hour");
    }
}
