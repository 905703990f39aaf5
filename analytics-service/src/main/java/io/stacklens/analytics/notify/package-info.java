/** Tells people of alerts: a queue in the database, and those who empty it. */
@NullMarked
package io.stacklens.analytics.notify;

import org.jspecify.annotations.NullMarked;
