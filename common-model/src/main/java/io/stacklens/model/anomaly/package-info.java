/** What the detectors report. */
@NullMarked
package io.stacklens.model.anomaly;

import org.jspecify.annotations.NullMarked;
