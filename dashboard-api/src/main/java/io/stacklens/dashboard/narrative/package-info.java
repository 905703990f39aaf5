/** A language model of the operator's choice tells a summary in words. Off unless it is set up. */
@NullMarked
package io.stacklens.dashboard.narrative;

import org.jspecify.annotations.NullMarked;
