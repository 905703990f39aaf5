/** Anomalies, and templates of log bodies. */
@NullMarked
package io.stacklens.dashboard.anomalies;

import org.jspecify.annotations.NullMarked;
