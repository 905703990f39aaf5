/** Work that is done again and again. */
@NullMarked
package io.stacklens.pipeline.repeat;

import org.jspecify.annotations.NullMarked;
