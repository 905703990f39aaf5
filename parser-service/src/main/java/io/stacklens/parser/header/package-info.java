/** Reads the headers that known systems write before a message: a table of patterns. */
@NullMarked
package io.stacklens.parser.header;

import org.jspecify.annotations.NullMarked;
