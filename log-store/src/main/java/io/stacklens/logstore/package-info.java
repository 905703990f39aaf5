/** Log records in compressed, searchable blocks inside PostgreSQL: the writer and the reader. */
@NullMarked
package io.stacklens.logstore;

import org.jspecify.annotations.NullMarked;
