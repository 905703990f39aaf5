/** Learns what is usual for each series of windows and reports the windows that are not. */
@NullMarked
package io.stacklens.anomaly;

import org.jspecify.annotations.NullMarked;
