package io.stacklens.pipeline.secret;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.nio.file.Path;

/**
 * Settings of secrets that are stored, such as passwords of notification channels.
 *
 * @param key a text of 32 characters or more that they are encrypted with; the same for the
 *     dashboard and analytics
 * @param keyFile used when there is no key; made at the first use, readable by its owner only
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.secrets", ignoreUnknownFields = false)
record SecretsProperties(@DefaultValue("") String key, @Nullable Path keyFile) {

    @Override
    public String toString() {
        return "SecretsProperties[keyFile=" + keyFile + "]";
    }
}
