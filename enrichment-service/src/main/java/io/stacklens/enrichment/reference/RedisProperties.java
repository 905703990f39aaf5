package io.stacklens.enrichment.reference;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the second level, which the instances share.
 *
 * @param url a server that speaks Redis' protocol, such as {@code
 *     redis://user:password@host:6379/0} or {@code rediss://…} for TLS; empty: no second level
 * @param timeout how long a batch waits for it at most
 * @param connectTimeout how long making a connection may take
 * @param retryAfter how long it is left alone after it failed
 * @param entryTime how long it keeps an answer, also the answer that there is none
 * @param prefix what its keys begin with; all of them may be deleted
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.redis", ignoreUnknownFields = false)
record RedisProperties(
        @DefaultValue("") String url,
        @NotNull @DefaultValue("100ms") Duration timeout,
        @NotNull @DefaultValue("2s") Duration connectTimeout,
        @NotNull @DefaultValue("5s") Duration retryAfter,
        @NotNull @DefaultValue("10m") Duration entryTime,
        @NotBlank @DefaultValue("stacklens:enrichment:") String prefix) {}
