/** Text as bytes. */
@NullMarked
package io.stacklens.pipeline.text;

import org.jspecify.annotations.NullMarked;
