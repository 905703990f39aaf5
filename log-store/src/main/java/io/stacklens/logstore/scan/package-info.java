/** Evaluates conditions: on what is known of a block, and on its columns. */
@NullMarked
package io.stacklens.logstore.scan;

import org.jspecify.annotations.NullMarked;
