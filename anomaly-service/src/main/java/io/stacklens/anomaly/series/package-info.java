/** What is usual for a series, and how unlike it a window is. */
@NullMarked
package io.stacklens.anomaly.series;

import org.jspecify.annotations.NullMarked;
