/** The one place where a record enters: batches by partition, acknowledged by Kafka. */
@NullMarked
package io.stacklens.collector.intake;

import org.jspecify.annotations.NullMarked;
