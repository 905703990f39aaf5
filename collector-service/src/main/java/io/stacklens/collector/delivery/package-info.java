/**
 * From the collector to Kafka: at once where it can, else by way of the spool, once in any case.
 */
@NullMarked
package io.stacklens.collector.delivery;

import org.jspecify.annotations.NullMarked;
