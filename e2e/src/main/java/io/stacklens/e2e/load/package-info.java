/** The load tool: sends numbered lines, then proves that each was stored and counted. */
@NullMarked
package io.stacklens.e2e.load;

import org.jspecify.annotations.NullMarked;
