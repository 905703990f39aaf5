package io.stacklens.pipeline.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.util.Set;

/**
 * Settings of every HTTP port.
 *
 * @param allowedHosts names under which this service may be addressed, beside {@code localhost},
 *     {@code 127.0.0.1} and {@code [::1]}; {@code *} allows any
 * @param allowedOrigins web pages of other names that may call this service from a browser, such as
 *     {@code https://portal.example.org}; they are told so by CORS headers
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.http", ignoreUnknownFields = false)
public record HttpProperties(
        @DefaultValue Set<String> allowedHosts, @DefaultValue Set<String> allowedOrigins) {}
