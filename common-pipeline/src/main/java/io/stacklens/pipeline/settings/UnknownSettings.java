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

    /**
     * {@code stacklens.notifications.x: unknown setting, set to 'y'}, with semicolons between
     * several.
     */
    public static String sentence(UnboundConfigurationPropertiesException unknown) {
        return sentence(unknown, new KnownSettings());
    }

    static String sentence(UnboundConfigurationPropertiesException unknown, KnownSettings known) {
        return unknown.getUnboundProperties().stream()
                .map(property -> sentence(property, known))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    static String sentence(ConfigurationProperty unknown, KnownSettings known) {
        return "%s: unknown setting, set to %s%s"
                .formatted(
                        unknown.getName(),
                        WrongSetting.shown(unknown.getName(), unknown.getValue()),
                        known.nearest(unknown.getName())
                                .map(" (expected: %s)"::formatted)
                                .orElse(""));
    }

    @Override
    protected FailureAnalysis analyze(
            Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        return new FailureAnalysis(
                sentence(cause), "Write it as docs/configuration.md does, or take it out.", cause);
    }
}
