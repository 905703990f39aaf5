/** Writes enriched log records to the log store, exactly once. */
@NullMarked
package io.stacklens.analytics.store;

import org.jspecify.annotations.NullMarked;
