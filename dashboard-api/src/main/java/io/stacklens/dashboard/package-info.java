/** The dashboard API: reads back what the other services stored, over REST, SSE and a page. */
@NullMarked
package io.stacklens.dashboard;

import org.jspecify.annotations.NullMarked;
