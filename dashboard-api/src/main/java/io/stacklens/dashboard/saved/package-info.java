/** Searches that people keep. */
@NullMarked
package io.stacklens.dashboard.saved;

import org.jspecify.annotations.NullMarked;
