/** Who is told of alerts, as operators edit it, and what became of each message. */
@NullMarked
package io.stacklens.dashboard.notifications;

import org.jspecify.annotations.NullMarked;
