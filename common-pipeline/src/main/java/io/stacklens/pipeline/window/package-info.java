/** Windows as the database has them. */
@NullMarked
package io.stacklens.pipeline.window;

import org.jspecify.annotations.NullMarked;
