/** Looks at the latest buckets by the rules, and keeps the episodes of what it finds. */
@NullMarked
package io.stacklens.analytics.alerts;

import org.jspecify.annotations.NullMarked;
