/** Consume, transform and produce in one Kafka transaction. */
@NullMarked
package io.stacklens.pipeline.stage;

import org.jspecify.annotations.NullMarked;
