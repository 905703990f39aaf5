/** From a batch of raw records to a batch of log records. */
@NullMarked
package io.stacklens.parser.batch;

import org.jspecify.annotations.NullMarked;
