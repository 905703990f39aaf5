/** The one place where a record enters: batches by partition, acknowledged when they are safe. */
@NullMarked
package io.stacklens.collector.intake;

import org.jspecify.annotations.NullMarked;
