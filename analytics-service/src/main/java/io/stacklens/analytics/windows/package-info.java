/** Merges window deltas into windows, publishes them and stores them. */
@NullMarked
package io.stacklens.analytics.windows;

import org.jspecify.annotations.NullMarked;
