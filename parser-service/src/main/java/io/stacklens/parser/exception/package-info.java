/** Finds out which exception a text tells of. */
@NullMarked
package io.stacklens.parser.exception;

import org.jspecify.annotations.NullMarked;
