package io.stacklens.dashboard.pipelines;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.net.URI;
import java.time.Duration;

/**
 * Where the parser is, whose pipelines are shown and tried.
 *
 * @param url address of the parser's HTTP port; of several instances any one
 * @param timeout how long an answer may take
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.parser", ignoreUnknownFields = false)
record ParserAddressProperties(
        @NotNull @DefaultValue("http://localhost:8002") URI url,
        @NotNull @DefaultValue("20s") Duration timeout) {}
