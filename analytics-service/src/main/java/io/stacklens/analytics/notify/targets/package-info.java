/** How each kind of channel is told. */
@NullMarked
package io.stacklens.analytics.notify.targets;

import org.jspecify.annotations.NullMarked;
