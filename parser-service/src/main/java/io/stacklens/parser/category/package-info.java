/** What a log record is about, told from its template by a small linear model. */
@NullMarked
package io.stacklens.parser.category;

import org.jspecify.annotations.NullMarked;
