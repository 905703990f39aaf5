package io.stacklens.enrichment.risk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the risk stage.
 *
 * @param enabled whether records get a risk score
 */
@ConfigurationProperties(prefix = "stacklens.enrichment.risk", ignoreUnknownFields = false)
record RiskProperties(@DefaultValue("true") boolean enabled) {}
