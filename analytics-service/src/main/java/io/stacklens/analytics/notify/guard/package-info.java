/** Which addresses notifications may be sent to. */
@NullMarked
package io.stacklens.analytics.notify.guard;

import org.jspecify.annotations.NullMarked;
