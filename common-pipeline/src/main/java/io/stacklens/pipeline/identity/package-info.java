/** Which service and which instance of it this is. */
@NullMarked
package io.stacklens.pipeline.identity;

import org.jspecify.annotations.NullMarked;
