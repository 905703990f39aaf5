/** Formats that operators describe themselves, as Grok patterns. */
@NullMarked
package io.stacklens.parser.grok;

import org.jspecify.annotations.NullMarked;
