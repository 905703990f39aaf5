package io.stacklens.enrichment.reference;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of the stages that read reference tables.
 *
 * @param user the stage that reads {@code user_profiles}
 * @param business the stage that reads {@code business_accounts}
 * @param catalogue the stage that reads {@code services}
 * @param retryAfter how long the database is left alone after it failed; batches go on without it
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.reference", ignoreUnknownFields = false)
record ReferenceProperties(
        @Valid @DefaultValue Stage user,
        @Valid @DefaultValue Stage business,
        @Valid @DefaultValue Stage catalogue,
        @NotNull @DefaultValue("5s") Duration retryAfter) {

    /**
     * Settings of one stage.
     *
     * @param enabled whether it is on
     * @param cacheTime how long an answer counts, also the answer that there is none; shorter by up
     *     to a tenth, so that not all end together. A change is seen at once either way
     * @param keepOutdated how long after that it still serves while the database does not answer
     * @param cacheSize answers that are remembered
     * @param timeout how long a batch waits for the database at most
     */
    record Stage(
            @DefaultValue("true") boolean enabled,
            @NotNull @DefaultValue("5m") Duration cacheTime,
            @NotNull @DefaultValue("1h") Duration keepOutdated,
            @Positive @DefaultValue("100000") long cacheSize,
            @NotNull @DefaultValue("1s") Duration timeout) {}
}
