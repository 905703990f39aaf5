/** Takes log lines from agents and apps and hands them to Kafka. */
@NullMarked
package io.stacklens.collector;

import org.jspecify.annotations.NullMarked;
