/** Windows of event time: what is counted, and how counts merge. */
@NullMarked
package io.stacklens.model.window;

import org.jspecify.annotations.NullMarked;
