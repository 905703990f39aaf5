/** What topics hold, in a form for people. */
@NullMarked
package io.stacklens.pipeline.topic;

import org.jspecify.annotations.NullMarked;
