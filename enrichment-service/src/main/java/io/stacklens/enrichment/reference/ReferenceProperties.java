package io.stacklens.enrichment.reference;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the user and business stages.
 *
 * @param users whether user profiles are looked up
 * @param accounts whether business accounts are looked up
 * @param cacheTime how long an answer is remembered, also the answer that there is none; a change
 *     made by SQL is seen after it
 * @param cacheSize users and accounts that are remembered, each
 * @param timeout how long a batch waits for the database at most
 * @param retryAfter how long the database is left alone after it failed; batches go on without it
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.reference", ignoreUnknownFields = false)
record ReferenceProperties(
        @DefaultValue("true") boolean users,
        @DefaultValue("true") boolean accounts,
        @NotNull @DefaultValue("60s") Duration cacheTime,
        @Positive @DefaultValue("100000") long cacheSize,
        @NotNull @DefaultValue("1s") Duration timeout,
        @NotNull @DefaultValue("5s") Duration retryAfter) {}
