/** Incidents: what belongs together, what happened in which order, and what it came to. */
@NullMarked
package io.stacklens.dashboard.incidents;

import org.jspecify.annotations.NullMarked;
