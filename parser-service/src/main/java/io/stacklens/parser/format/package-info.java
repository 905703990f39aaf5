/** The formats that lines come in. */
@NullMarked
package io.stacklens.parser.format;

import org.jspecify.annotations.NullMarked;
