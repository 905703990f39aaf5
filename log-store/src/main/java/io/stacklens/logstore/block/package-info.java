/** Blocks: up to some thousand log records in compressed groups of columns. */
@NullMarked
package io.stacklens.logstore.block;

import org.jspecify.annotations.NullMarked;
