package io.stacklens.pipeline.settings;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import java.util.stream.Collectors;

/** Names settings that nobody knows in a sentence instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class UnknownSettings
        extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    /** {@code stacklens.notifications.x: unknown setting}, with commas between several. */
    public static String sentence(UnboundConfigurationPropertiesException unknown) {
        return unknown.getUnboundProperties().stream()
                .map(ConfigurationProperty::getName)
                .map(name -> name + ": unknown setting")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    protected FailureAnalysis analyze(
            Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        return new FailureAnalysis(
                sentence(cause), "Write it as docs/configuration.md does, or take it out.", cause);
    }
}
