/** The columnar batches that travel through the log topics, and their binary layout. */
@NullMarked
package io.stacklens.model.batch;

import org.jspecify.annotations.NullMarked;
