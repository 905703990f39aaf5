/** Records that could not be handled, kept with their reason. */
@NullMarked
package io.stacklens.pipeline.deadletter;

import org.jspecify.annotations.NullMarked;
