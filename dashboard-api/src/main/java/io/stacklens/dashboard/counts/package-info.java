/** Counts by template, as lists of the most frequent add them up. */
@NullMarked
package io.stacklens.dashboard.counts;

import org.jspecify.annotations.NullMarked;
