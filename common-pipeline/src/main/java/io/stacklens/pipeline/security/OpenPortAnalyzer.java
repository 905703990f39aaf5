package io.stacklens.pipeline.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it in a sentence instead of a stack trace. */
final class OpenPortAnalyzer extends AbstractFailureAnalyzer<OpenPortException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OpenPortException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set stacklens.security.authentication=required"
                        + " (STACKLENS_SECURITY_AUTHENTICATION=required).",
                cause);
    }
}
