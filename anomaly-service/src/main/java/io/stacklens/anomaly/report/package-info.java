/** What is made known of an unusual window, and how. */
@NullMarked
package io.stacklens.anomaly.report;

import org.jspecify.annotations.NullMarked;
