/** Batches on disk: what Kafka could not take yet, by partition. */
@NullMarked
package io.stacklens.collector.spool;

import org.jspecify.annotations.NullMarked;
