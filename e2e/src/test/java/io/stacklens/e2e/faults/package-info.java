/** Processes die while numbered lines flow; afterwards the numbers are counted. */
@NullMarked
package io.stacklens.e2e.faults;

import org.jspecify.annotations.NullMarked;
