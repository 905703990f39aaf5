/** What operators want done with the lines of a source, step by step, as they write it down. */
@NullMarked
package io.stacklens.parser.pipeline;

import org.jspecify.annotations.NullMarked;
