/** What topics hold, in a form for people, and which topics they are. */
@NullMarked
package io.stacklens.pipeline.topic;

import org.jspecify.annotations.NullMarked;
