package io.stacklens.dashboard.http;

import io.stacklens.model.Severity;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.model.window.WindowSize;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Gives parameters their types and refuses what none of them can be. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private static final List<String> SELDOM_CHANGING =
            List.of(
                    "/api/v1/alert-rules",
                    "/api/v1/silences",
                    "/api/v1/slos",
                    "/api/v1/saved-queries",
                    "/api/v1/notification-channels",
                    "/api/v1/notification-routes",
                    "/api/v1/reference",
                    "/api/v1/settings",
                    "/api/v1/pipelines",
                    "/api/v1/users",
                    "/v3/api-docs");

    /**
     * A misspelt field of a request is refused instead of ignored, and so is a time that cannot be
     * stored, and an empty text in the place of yes or no.
     */
    @Bean
    JsonMapperBuilderCustomizer strictRequests() {
        return builder ->
                builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .withCoercionConfig(
                                LogicalType.Boolean,
                                empty ->
                                        empty.setCoercion(
                                                CoercionInputShape.EmptyString,
                                                CoercionAction.Fail))
                        .addModule(
                                new SimpleModule("times")
                                        .addDeserializer(Instant.class, new TimeReader()));
    }

    /**
     * Lists that seldom change are answered with 304 when the client has them already. The tags are
     * weak, since the same list may go out compressed or not.
     */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> tagsOfLists() {
        ShallowEtagHeaderFilter filter = new ShallowEtagHeaderFilter();
        filter.setWriteWeakETag(true);
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration =
                new FilterRegistrationBean<>(filter);
        registration.setUrlPatterns(
                SELDOM_CHANGING.stream().flatMap(path -> Stream.of(path, path + "/*")).toList());
        return registration;
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
