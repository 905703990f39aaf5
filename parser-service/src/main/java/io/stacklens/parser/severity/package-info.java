/** Reads severities: words, and the numbers of several worlds. */
@NullMarked
package io.stacklens.parser.severity;

import org.jspecify.annotations.NullMarked;
