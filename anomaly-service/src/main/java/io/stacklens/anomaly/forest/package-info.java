/** The Isolation Forest: pure, without I/O, without a clock. */
@NullMarked
package io.stacklens.anomaly.forest;

import org.jspecify.annotations.NullMarked;
