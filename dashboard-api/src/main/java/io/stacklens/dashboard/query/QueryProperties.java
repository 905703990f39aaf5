package io.stacklens.dashboard.query;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Settings of SQL queries by users.
 *
 * @param username database role that queries run as; it may only read
 * @param password its password
 * @param timeout how long a query may run
 * @param connections how many queries may run at the same time
 * @param maxResult most bytes that a result may have
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.query", ignoreUnknownFields = false)
record QueryProperties(
        @NotBlank @DefaultValue("stacklens_query") String username,
        @DefaultValue("") String password,
        @DefaultValue("5s") Duration timeout,
        @Min(1) @Max(50) @DefaultValue("4") int connections,
        @DefaultValue("32MB") DataSize maxResult) {

    @Override
    public String toString() {
        return "QueryProperties[username=%s, timeout=%s, connections=%d, maxResult=%s]"
                .formatted(username, timeout, connections, maxResult);
    }
}
