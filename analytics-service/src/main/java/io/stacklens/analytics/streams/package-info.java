/** What the two Kafka Streams topologies of this service share. */
@NullMarked
package io.stacklens.analytics.streams;

import org.jspecify.annotations.NullMarked;
