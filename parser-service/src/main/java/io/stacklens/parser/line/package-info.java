/** A log record while it is being parsed, and how its bytes are read. */
@NullMarked
package io.stacklens.parser.line;

import org.jspecify.annotations.NullMarked;
