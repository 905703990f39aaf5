/** Alert episodes, and what people do to them. */
@NullMarked
package io.stacklens.dashboard.alerts;

import org.jspecify.annotations.NullMarked;
