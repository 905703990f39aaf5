package io.stacklens.dashboard.counts;

/**
 * What is counted together.
 *
 * @param exceptionType empty without one, and where it is not looked at
 */
public record Group(String service, String templateId, String exceptionType) {}
