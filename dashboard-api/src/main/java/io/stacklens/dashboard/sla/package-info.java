/** Availability against a target. */
@NullMarked
package io.stacklens.dashboard.sla;

import org.jspecify.annotations.NullMarked;
