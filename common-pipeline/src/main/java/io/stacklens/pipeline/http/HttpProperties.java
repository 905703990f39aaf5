package io.stacklens.pipeline.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Settings of every HTTP port.
 *
 * @param allowedHosts names under which this service may be addressed, beside {@code localhost},
 *     {@code 127.0.0.1} and {@code [::1]}; {@code *} allows any
 * @param allowedOrigins web pages of other names that may call this service from a browser, such as
 *     {@code https://portal.example.org}; they are told so by CORS headers
 * @param maxBodySize longest body of a request; a longer one is refused with 413
 * @param maxBodyDuration how long a sender may take for a body; a slower one is refused with 408
 * @param routes the routes that take other bodies than these
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.http", ignoreUnknownFields = false)
public record HttpProperties(
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue Set<String> allowedOrigins,
        @NotNull @DefaultValue("1MB") DataSize maxBodySize,
        @NotNull @DefaultValue("30s") Duration maxBodyDuration,
        @DefaultValue List<@Valid Route> routes) {

    /**
     * What the bodies of one route may be.
     *
     * @param path its path, in which {@code *} is any one segment and a last {@code **} all the
     *     rest
     * @param maxBodySize as for all routes, unless it is set
     * @param maxBodyDuration as for all routes, unless it is set
     * @param ownBounds the route bounds its bodies itself
     */
    public record Route(
            @NotBlank String path,
            @Nullable DataSize maxBodySize,
            @Nullable Duration maxBodyDuration,
            @DefaultValue("false") boolean ownBounds) {}
}
