package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

/** What a rule looks at: a service, or one of its routes. */
record Series(String service, @Nullable String route) {}
