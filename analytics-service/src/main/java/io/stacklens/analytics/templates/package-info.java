/** Counts by template and groups of errors, in tables. */
@NullMarked
package io.stacklens.analytics.templates;

import org.jspecify.annotations.NullMarked;
