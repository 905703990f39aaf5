/** Stores log records, counts them by window, and raises alerts. */
@NullMarked
package io.stacklens.analytics;

import org.jspecify.annotations.NullMarked;
