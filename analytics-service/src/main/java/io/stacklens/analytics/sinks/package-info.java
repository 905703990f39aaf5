/** From topics to tables, again and again without harm. */
@NullMarked
package io.stacklens.analytics.sinks;

import org.jspecify.annotations.NullMarked;
