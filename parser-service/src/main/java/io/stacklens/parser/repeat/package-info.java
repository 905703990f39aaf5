/** Requests that clients send again: what was seen, and whether it comes again. */
@NullMarked
package io.stacklens.parser.repeat;

import org.jspecify.annotations.NullMarked;
