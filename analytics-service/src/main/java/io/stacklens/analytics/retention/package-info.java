/** Lets go what is older than it has to be kept. */
@NullMarked
package io.stacklens.analytics.retention;

import org.jspecify.annotations.NullMarked;
