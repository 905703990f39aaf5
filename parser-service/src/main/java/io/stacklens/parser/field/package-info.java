/** What a named value means: the names that loggers give to the fields of a record. */
@NullMarked
package io.stacklens.parser.field;

import org.jspecify.annotations.NullMarked;
