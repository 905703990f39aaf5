/** Scores the windows that close, and trains a model for every series. */
@NullMarked
package io.stacklens.anomaly.watch;

import org.jspecify.annotations.NullMarked;
